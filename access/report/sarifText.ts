/** Texts and places in SARIF. */
import type { Location } from "sarif";
import type { Position } from "../language/problem.ts";
import { printable } from "../values/untrusted.ts";

/**
 * A text that a viewer shows as it is. SARIF (3.11.6) reads `[text](target)` in a plain message as a link, which a name in the YAML could forge:
 * the brackets of such a text are escaped, others stay readable in viewers that do not know the escape.
 */
export function sarifText(text: string): string {
  const safe = printable(text);
  return /\]\(/.test(safe) ? safe.replace(/[\\[\]]/g, (bracket) => `\\${bracket}`) : safe;
}

export function sarifLocation({ file, line, column }: Position, path: string): Location {
  return {
    physicalLocation: {
      artifactLocation: artifact(file),
      region: { startLine: line, startColumn: column },
    },
    ...(path !== "" && { logicalLocations: [{ fullyQualifiedName: printable(path), kind: "member" }] }),
  };
}

/** Relative to the folder of the run, as code scanning wants it; a file elsewhere keeps its absolute address. */
function artifact(file: string): { uri: string; uriBaseId?: string } {
  const uri = file
    .replaceAll("\\", "/")
    .split("/")
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join("/");
  return uri.startsWith("/") ? { uri: `file://${uri}` } : { uri, uriBaseId: "SRCROOT" };
}
