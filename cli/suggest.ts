/** `genesys-access suggest`: the smallest role for what an integration calls. */
import { readFileSync } from "node:fs";
import { Command, Option } from "commander";
import { allProfiles } from "../access/intent/profiles.ts";
import type { SuggestionOptions } from "../access/intent/suggestion.ts";
import { Failure } from "../toolkit/failure.ts";
import { endpointLines, endpointsOfWords } from "../toolkit/suggest/endpointLines.ts";
import { suggest } from "../toolkit/suggest/suggest.ts";

interface SuggestOptions {
  readonly endpoints?: string;
  readonly profile?: string;
  readonly key?: string;
  readonly grantType: SuggestionOptions["grantType"];
  readonly list?: boolean;
}

const EXAMPLES = `
Examples:
  genesys-access suggest --list                                 names of the profiles
  genesys-access suggest --profile real-time-wallboard          a role for a common kind of integration
  genesys-access suggest GET /api/v2/routing/queues POST /api/v2/analytics/queues/observations/query
  genesys-access suggest --endpoints calls.txt > stacks/wallboard.yaml   one \`METHOD path\` a line, - for standard input

A spec takes such a file with \`include: [wallboard.yaml]\`.`;

export function suggestCommand(): Command {
  return new Command("suggest")
    .description("Print the smallest role for certain API calls, and a client that holds it, as YAML for a spec.")
    .argument("[endpoints...]", "METHOD path, as often as needed; the path documented or as called")
    .option("--endpoints <file>", "a file with one `METHOD path` a line; - for standard input")
    .option("--profile <name>", "calls of a common kind of integration")
    .option("--key <key>", "key of role and client in the spec")
    .addOption(
      new Option("--grant-type <type>", "of the client")
        .choices(["client-credentials", "code"])
        .default("client-credentials"),
    )
    .option("--list", "print the profiles instead")
    .addHelpText("after", EXAMPLES)
    .action((words: readonly string[], options: SuggestOptions) => {
      process.stdout.write(
        options.list ? profileList() : suggest({ ...options, endpoints: endpointsOf(words, options) }),
      );
    });
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
