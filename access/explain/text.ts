/** Explanations for people. Texts of a spec or of an answer are made printable: one line stays one line. */

import { aligned } from "../values/alignedRows.ts";
import { isEndpointText } from "../values/endpoint.ts";
import { printable } from "../values/untrusted.ts";
import type { Explanation, Fix } from "./model.ts";
import type { Holders } from "./whoCan.ts";

export function explanationText({ answer, layer, sentence, fixes, notes }: Explanation): string {
  const head = layer === undefined ? answer : `${answer} (${layer})`;
  return lines([`${head}: ${sentence}`, ...fixes.flatMap(fixLines), ...notes.map((note) => `  Note: ${note}`)]);
}

export function fixLines({ does, position, path, yaml }: Fix): string[] {
  return [
    `  ${does}`,
    `    ${position.file}:${position.line} ${path}`,
    ...yaml.split("\n").map((line) => `      ${line}`),
  ];
}

/**
 * A table of subjects, and of the role, divisions and place that each has it by.
 *
 * @param width of the terminal, where there is one
 */
export function holdersText({ need, division, subjects, asUser }: Holders, width?: number): string {
  const where = division === undefined ? "" : ` in ${division}`;
  const rows = subjects.flatMap(holderRows);
  const table =
    rows.length === 0
      ? [`Nobody in this stack can ${isEndpointText(need) ? "call" : "use"} ${need}${where}.`]
      : aligned([HEADER, ...rows.map((row) => row.map(printable))], width);
  const note = asUser.length === 0 ? [] : [`${asUser.join(", ")}: as far as the user can who signs in.`];
  return lines([...table, ...note]);
}

const HEADER = ["subject", "answer", "role", "permission", "divisions", "place"];

function holderRows({ subject, answer, layer, path }: Explanation): string[][] {
  const verdict = layer === undefined ? answer : `${answer} (${layer})`;
  if (path.length === 0) return [[subject, verdict, "-", "-", "-", "-"]];
  return path.map(({ role, permission, divisions, position }) => {
    return [subject, verdict, role, permission, divisions.join(", "), `${position.file}:${position.line}`];
  });
}

export function lines(texts: readonly string[]): string {
  return texts.map((text) => `${printable(text)}\n`).join("");
}
