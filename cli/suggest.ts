/** `genesys-access suggest`: the smallest role for what an integration calls. */
import { readFileSync } from "node:fs";
import { Command, Option } from "commander";
import type { Operation } from "../access/catalogue/operations.ts";
import { parseEndpoint } from "../access/intent/endpoint.ts";
import { type MinimalAccess, minimalPermissions } from "../access/intent/minimalPermissions.ts";
import { allProfiles, nearestProfiles, type Profile, profile, profileOperations } from "../access/intent/profiles.ts";
import { type SuggestionOptions, suggestion } from "../access/intent/suggestion.ts";
import { printable } from "../access/values/untrusted.ts";
import { Failure } from "../toolkit/failure.ts";
import { endpointLines, endpointsOfWords } from "../toolkit/suggest/endpointLines.ts";

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
      process.stdout.write(options.list ? profileList() : suggest(words, options));
    });
}

function profileList(): string {
  const width = Math.max(...allProfiles().map(({ name }) => name.length));
  return allProfiles()
    .map(({ name, access, title }) => `${name.padEnd(width)}  ${access.padEnd(10)}  ${title}\n`)
    .join("");
}

function suggest(words: readonly string[], options: SuggestOptions): string {
  const named = options.profile === undefined ? undefined : requireProfile(options.profile);
  const texts = [...endpointsOfWords(words), ...(options.endpoints === undefined ? [] : readLines(options.endpoints))];
  const operations = [...(named ? profileOperations(named) : []), ...parseAll(texts)];
  if (operations.length === 0)
    throw new Failure("There is nothing to suggest a role for. Name endpoints or a profile.");
  const access = minimalPermissions(operations, { held: named?.choose.map(({ permission }) => permission) ?? [] });
  if (access.permissions.length === 0) throw new Failure(noPermission(access));
  return suggestion(access, {
    key: options.key ?? named?.name ?? "new-integration",
    title: named?.title ?? "New integration",
    grantType: options.grantType,
    notes: named ? profileNotes(named, texts) : [],
  });
}

/** Genesys Cloud creates no role without permissions. */
function noPermission({ scopes }: MinimalAccess): string {
  const wanted = scopes.length > 0 ? ` Their scopes: ${scopes.map(({ scope }) => scope).join(", ")}.` : "";
  return `These calls declare no permission, so there is no role to suggest; any role will do.${wanted}`;
}

function profileNotes({ name, title, choose, notes }: Profile, more: readonly string[]): string[] {
  const shorter = more.length > 0 ? [] : [`Shorter, in place of the permissions: \`profile: ${name}\`.`];
  const choices = choose.map(({ permission, why }) => `${permission} is chosen: ${why}.`);
  return [`${title} (profile ${name}).`, ...shorter, ...notes, ...choices];
}

function requireProfile(name: string): Profile {
  const found = profile(name);
  if (found) return found;
  const near = nearestProfiles(name);
  throw new Failure(
    `There is no profile "${name}".${near.length > 0 ? ` Nearest: ${near.join(", ")}.` : ""} See --list for all of them.`,
  );
}

/** Every mistake of a list is told at once. */
function parseAll(texts: readonly string[]): Operation[] {
  const parsed = texts.map(parseEndpoint);
  const faults = parsed.flatMap((one) => (one.ok ? [] : [one.fault]));
  if (faults.length > 0) {
    for (const { message, nearest: near = [], fix } of faults) {
      console.error(printable(`${message}.${near.length > 0 ? ` Nearest: ${near.join(", ")}.` : ""} ${fix}`));
    }
    throw new Failure(`${faults.length} of ${texts.length} endpoints cannot be used.`);
  }
  return parsed.flatMap((one) => (one.ok ? [one.operation] : []));
}

function readLines(file: string): string[] {
  try {
    return endpointLines(readFileSync(file === "-" ? 0 : file, "utf8"));
  } catch (error) {
    throw new Failure(`The endpoints cannot be read: ${(error as Error).message}.`);
  }
}
