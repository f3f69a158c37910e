/** A verification in each of its formats. */
import { printableJson } from "../../../access/values/untrusted.ts";
import type { Verification } from "../../../access/verify/model.ts";
import type { VerifyFormat } from "../options.ts";
import { renderVerificationMarkdown } from "./markdown.ts";
import { renderVerificationText } from "./text.ts";

const RENDERERS: Readonly<Record<VerifyFormat, (verification: Verification) => string>> = {
  text: renderVerificationText,
  json: printableJson,
  markdown: renderVerificationMarkdown,
};

export function renderVerification(verification: Verification, format: VerifyFormat): string {
  return RENDERERS[format](verification);
}
