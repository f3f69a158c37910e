/** The register as one page that needs nothing else. */
import type { Register } from "../../../access/register/model.ts";
import { Failure } from "../../failure.ts";

export function renderRegisterHtml(_register: Register): string {
  throw new Failure("There is no page of the register yet. Write --format markdown, csv or json.");
}
