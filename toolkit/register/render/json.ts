/** The register for other programs, and for `--compare`: as it is. */
import type { Register } from "../../../access/register/model.ts";
import { printableJson } from "../../../access/values/untrusted.ts";

export function renderRegisterJson(register: Register): string {
  return printableJson(register);
}
