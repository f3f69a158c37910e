/** What files ask for, judged by the catalogue: what a role takes, and what is left out for which reason. */

import { nearestPermissions } from "../../../access/catalogue/nearestPermissions.ts";
import { allOperations, type Operation } from "../../../access/catalogue/operations.ts";
import { expandPermissionPattern, isWritePermission, permissionExists } from "../../../access/catalogue/permissions.ts";
import { scopeExists } from "../../../access/catalogue/scopes.ts";
import { parseEndpoint } from "../../../access/intent/endpoint.ts";
import { printEndpoint } from "../../../access/values/endpoint.ts";
import { lazy } from "../../../access/values/lazy.ts";
import { type Asked, type AskedPermission, type Place, printPlace } from "./asked.ts";
import type { FileRead } from "./readFile.ts";

export interface Settled {
  /** Each once. */
  readonly operations: readonly Operation[];
  /** Single permissions of the catalogue that some operation asks for. */
  readonly permissions: readonly string[];
  /** Scopes of the catalogue. */
  readonly scopes: readonly string[];
  /** Where the files say it, by permission, scope or `METHOD path` as documented. */
  readonly places: ReadonlyMap<string, readonly Place[]>;
  /** What the role does not take, and how the files were read: lines for a person. */
  readonly notes: readonly string[];
}

/** Permissions of the catalogue that at least one operation asks for. */
const used = lazy(() => new Set(allOperations().flatMap(({ permissions }) => permissions)));

export function settle(files: readonly FileRead[]): Settled {
  const asked = files.flatMap((file) => file.asked);
  const requests = ofKind(asked, "request");
  const [permissions, scopes] = [ofKind(asked, "permission"), ofKind(asked, "scope")];
  const parsed = requests.map((one) => ({ one, result: parseEndpoint(one.text) }));
  const operations = parsed.flatMap(({ one, result }) => (result.ok ? [{ one, operation: result.operation }] : []));
  const known = permissions.filter(({ means }) => means !== undefined && permissionExists(means) && used().has(means));
  const knownScopes = scopes.filter(({ means }) => means !== undefined && scopeExists(means));
  return {
    operations: [...new Map(operations.map(({ operation }) => [printEndpoint(operation), operation])).values()],
    permissions: unique(known.map(({ means = "" }) => means)),
    scopes: unique(knownScopes.map(({ means = "" }) => means)),
    places: byName([
      ...operations.map(({ one, operation }) => [printEndpoint(operation), one] as const),
      ...[...known, ...knownScopes].map((one) => [one.means ?? "", one] as const),
    ]),
    notes: [
      ...files.flatMap(readingOf),
      ...section("Too wide, left out; ask for the calls instead:", permissions.filter(isPattern), widthOf),
      ...section(
        "No operation of the API asks for these, left out:",
        permissions.filter(isUnused),
        ({ means }) => means ?? "",
      ),
      ...section("Not in the catalogue, left out:", permissions.filter(isUnknown), withNearest),
      ...section(
        "Requests that no role opens, left out:",
        parsed.flatMap(({ one, result }) => (result.ok ? [] : [one])),
        ({ text }) => text,
      ),
    ],
  };
}

function ofKind<Kind extends Asked["kind"]>(asked: readonly Asked[], kind: Kind) {
  return asked.filter((one): one is Extract<Asked, { kind: Kind }> => one.kind === kind);
}

function isPattern({ means }: AskedPermission): boolean {
  return means?.includes("*") === true;
}

function isUnused({ means }: AskedPermission): boolean {
  return means !== undefined && !means.includes("*") && permissionExists(means) && !used().has(means);
}

function isUnknown({ means }: AskedPermission): boolean {
  return means === undefined || (!means.includes("*") && !permissionExists(means));
}

function widthOf({ text, means = text }: AskedPermission): string {
  const all = expandPermissionPattern(means);
  const writes = all.filter(isWritePermission).length;
  const name = means === text ? means : `${text} (${means})`;
  return `${name} stands for ${all.length} permissions, ${writes} of which can change something`;
}

function withNearest({ text }: AskedPermission): string {
  const near = nearestPermissions(text.replaceAll(" > ", ":").replaceAll(" ", ""), 1);
  return near.length > 0 ? `${text}, perhaps ${near.join(", ")}` : text;
}

function readingOf({ file, kind, others, skipped, asked }: FileRead): string[] {
  const name = file === "-" ? "Standard input" : file;
  const lines = skipped.map(({ line }) => line);
  const passed = lines.length > 12 ? `${lines.length} lines` : `lines ${lines.join(", ")}`;
  return [
    `${name} was read as ${kind}; ${asked.length} places ask for something.`,
    ...(lines.length > 0 ? [`  Not read as permission, scope or request: ${passed}.`] : []),
    ...(others > 0 ? [`  Requests to other addresses: ${others}.`] : []),
  ];
}

/** Of a section; a damaged file can have thousands. */
const MOST_LINES = 50;

/** A heading and an item for each different text, with its places. */
function section<One extends Asked>(heading: string, items: readonly One[], describe: (item: One) => string): string[] {
  const groups = [...Map.groupBy(items, ({ text }) => text).values()];
  const lines = groups
    .slice(0, MOST_LINES)
    .map((all) => `  ${all.slice(0, 1).map(describe).join()} (${printPlaces(all)})`);
  const more = groups.length - lines.length;
  return lines.length === 0 ? [] : [heading, ...lines, ...(more > 0 ? [`  and ${more} more`] : [])];
}

/** The first three, and how many there are besides: `guide.txt:3, 5, calls.har:12 and 4 more`. */
export function printPlaces(places: readonly Place[]): string {
  const sorted = [...new Map(places.map((place) => [printPlace(place), place])).values()];
  const texts = sorted
    .slice(0, 3)
    .map((place, index) => (sorted[index - 1]?.file === place.file ? `${place.line}` : printPlace(place)));
  const more = sorted.length > 3 ? ` and ${sorted.length - 3} more` : "";
  return `${texts.join(", ")}${more}`;
}

function byName(pairs: readonly (readonly [string, Place])[]): ReadonlyMap<string, readonly Place[]> {
  return new Map([...Map.groupBy(pairs, ([name]) => name)].map(([name, all]) => [name, all.map(([, place]) => place)]));
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
