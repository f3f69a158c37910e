/** Prints the role and the client, or the profiles: what `genesys-access suggest` does with its options. */
import { readFileSync } from "node:fs";
import { allProfiles } from "../../access/intent/profiles.ts";
import type { SuggestionOptions } from "../../access/intent/suggestion.ts";
import { aligned } from "../../access/values/alignedRows.ts";
import { Failure } from "../../toolkit/failure.ts";
import { endpointLines, endpointsOfWords } from "../../toolkit/suggest/endpointLines.ts";
import { suggest } from "../../toolkit/suggest/suggest.ts";
import { reportWidth } from "../../toolkit/terminal.ts";
import { writeReport } from "../../toolkit/writeReport.ts";

export interface SuggestOptions {
  readonly endpoints?: string;
  readonly from?: readonly string[];
  readonly profile?: string;
  readonly key?: string;
  readonly grantType: SuggestionOptions["grantType"];
  readonly list?: boolean;
  readonly output?: string;
}

export function run(words: readonly string[], options: SuggestOptions): void {
  const { list, output, ...wanted } = options;
  const text = list ? profileList(reportWidth(output)) : suggest({ ...wanted, endpoints: endpointsOf(words, options) });
  writeReport(text, output);
}

function endpointsOf(words: readonly string[], { endpoints }: SuggestOptions): string[] {
  return [...endpointsOfWords(words), ...(endpoints === undefined ? [] : readLines(endpoints))];
}

function profileList(width: number | undefined): string {
  const rows = allProfiles().map(({ name, access, title }) => [name, access, title]);
  return aligned(rows, width)
    .map((line) => `${line}\n`)
    .join("");
}

function readLines(file: string): string[] {
  try {
    return endpointLines(readFileSync(file === "-" ? 0 : file, "utf8"));
  } catch (error) {
    throw new Failure(`The endpoints cannot be read: ${(error as Error).message}.`);
  }
}
