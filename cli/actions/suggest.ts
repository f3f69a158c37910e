/** Prints the role and the client, or the profiles: what `genesys-access suggest` does with its options. */
import { readFileSync } from "node:fs";
import { allProfiles } from "../../access/intent/profiles.ts";
import type { SuggestionOptions } from "../../access/intent/suggestion.ts";
import { Failure } from "../../toolkit/failure.ts";
import { endpointLines, endpointsOfWords } from "../../toolkit/suggest/endpointLines.ts";
import { suggest } from "../../toolkit/suggest/suggest.ts";

export interface SuggestOptions {
  readonly endpoints?: string;
  readonly from?: readonly string[];
  readonly profile?: string;
  readonly key?: string;
  readonly grantType: SuggestionOptions["grantType"];
  readonly list?: boolean;
}

export function run(words: readonly string[], options: SuggestOptions): void {
  process.stdout.write(options.list ? profileList() : suggest({ ...options, endpoints: endpointsOf(words, options) }));
}

function endpointsOf(words: readonly string[], { endpoints }: SuggestOptions): string[] {
  return [...endpointsOfWords(words), ...(endpoints === undefined ? [] : readLines(endpoints))];
}

function profileList(): string {
  const width = Math.max(...allProfiles().map(({ name }) => name.length));
  return allProfiles()
    .map(({ name, access, title }) => `${name.padEnd(width)}  ${access.padEnd(10)}  ${title}\n`)
    .join("");
}

function readLines(file: string): string[] {
  try {
    return endpointLines(readFileSync(file === "-" ? 0 : file, "utf8"));
  } catch (error) {
    throw new Failure(`The endpoints cannot be read: ${(error as Error).message}.`);
  }
}
