/** The smallest role for what an integration calls, as YAML for a spec. */
import type { Operation } from "../../access/catalogue/operations.ts";
import { parseEndpoint } from "../../access/intent/endpoint.ts";
import { type MinimalAccess, minimalPermissions } from "../../access/intent/minimalPermissions.ts";
import { nearestProfiles, type Profile, profile, profileOperations } from "../../access/intent/profiles.ts";
import { type SuggestionOptions, suggestion } from "../../access/intent/suggestion.ts";
import { printEndpoint } from "../../access/values/endpoint.ts";
import { listed } from "../../access/values/listed.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { readFile } from "./from/readFile.ts";
import { printPlaces, type Settled, settle } from "./from/settle.ts";
import { withAsked } from "./from/withAsked.ts";

export interface SuggestInput {
  /** `METHOD path`, documented or as called. */
  readonly endpoints: readonly string[];
  /** Name of a profile whose calls are added. */
  readonly profile?: string;
  /** Key of role and client in the spec. */
  readonly key?: string;
  readonly grantType: SuggestionOptions["grantType"];
  /** Files that ask for permissions or show requests; `-` is standard input. */
  readonly from?: readonly string[];
}

/**
 * @throws Failure for a profile, an endpoint or a file that is not there, and where there is no permission to suggest
 */
export function suggest({ endpoints, from = [], ...options }: SuggestInput): string {
  const named = options.profile === undefined ? undefined : requireProfile(options.profile);
  const asked = settle(from.map(readFile));
  const operations = [...(named ? profileOperations(named) : []), ...parseAll(endpoints), ...asked.operations];
  if (operations.length === 0 && asked.permissions.length === 0) throw new Failure(nothingToSuggest(asked));
  const chosen = named?.choose.map(({ permission }) => permission) ?? [];
  const needed = minimalPermissions(operations, { held: [...chosen, ...asked.permissions] });
  const access = withAsked(needed, asked);
  if (access.permissions.length === 0) throw new Failure(noPermission(access), EXIT.usage, asked.notes);
  return suggestion(access, {
    key: options.key ?? named?.name ?? "new-integration",
    title: named?.title ?? "New integration",
    grantType: options.grantType,
    notes: [...(named ? profileNotes(named, [...endpoints, ...from]) : []), ...asked.notes],
    places: (name) => {
      const places = asked.places.get(name);
      return places && printPlaces(places);
    },
  });
}

function nothingToSuggest({ notes }: Settled): string {
  const what = "There is nothing to suggest a role for. Name endpoints or a profile.";
  return notes.length === 0 ? what : [what, ...notes].join("\n");
}

/** Genesys Cloud creates no role without permissions. */
function noPermission({ scopes, permissionUnknown }: MinimalAccess): string {
  const wanted = scopes.length > 0 ? ` Their scopes: ${scopes.map(({ scope }) => scope).join(", ")}.` : "";
  if (permissionUnknown.length > 0)
    return `No public source says which permission ${listed(permissionUnknown.map(printEndpoint))} asks for, so there is no role to suggest: a 403 of the org names it.${wanted}`;
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
  const flaws = parsed.flatMap((one) => (one.ok ? [] : [one.flaw]));
  if (flaws.length > 0) {
    const lines = flaws.map(({ message, nearest: near = [], fix }) => {
      return `${message}.${near.length > 0 ? ` Nearest: ${near.join(", ")}.` : ""} ${fix}`;
    });
    throw new Failure(`${flaws.length} of ${texts.length} endpoints cannot be used.`, EXIT.usage, lines);
  }
  return parsed.flatMap((one) => (one.ok ? [one.operation] : []));
}
