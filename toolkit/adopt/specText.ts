/** An adopted org as YAML: sections in the order of the README, entries sorted by key, each in a form that parses to exactly what the org says. */
import { parse } from "yaml";
import { expandPermissionPattern } from "../../access/catalogue/permissions.ts";
import { allProfiles } from "../../access/intent/profiles.ts";
import { derivedPermissions } from "../../access/intent/roleIntent.ts";
import { DEFAULT_TOKEN_LIFETIME } from "../../access/resources/client.ts";
import type { Snapshot } from "../../access/snapshot/model.ts";
import { GRANT_TYPES, parseGrantType } from "../../access/values/grantType.ts";
import { lazy } from "../../access/values/lazy.ts";
import { compactPermissions, expandCompact } from "../../access/values/permission.ts";
import { sortedOnce } from "../../access/values/text.ts";
import { quoted } from "../../access/values/untrusted.ts";
import type {
  AdoptedClient,
  AdoptedDivision,
  AdoptedGrant,
  AdoptedRole,
  AdoptedSpec,
  AdoptedSubject,
  ReferredRole,
} from "./decide.ts";

export const SPEC_SECTIONS = ["divisions", "roles", "clients", "users", "groups"] as const;
export type SpecSection = (typeof SPEC_SECTIONS)[number];

/** One entry of a section: its key, and its lines, two blanks before the key. */
export interface SpecEntry {
  readonly section: SpecSection;
  readonly key: string;
  readonly lines: readonly string[];
}

export function specEntries(spec: AdoptedSpec): SpecEntry[] {
  return [
    ...spec.divisions.map((one) => entry("divisions", one.key, divisionFields(one))),
    ...spec.roles.map((one) => entry("roles", one.key, "existing" in one ? referredFields(one) : roleFields(one))),
    ...spec.clients.map((one) =>
      entry(
        "clients",
        one.key,
        "client" in one ? clientFields(one) : [`existing: ${one.id}`, ...grantFields(one.grants)],
      ),
    ),
    ...spec.users.map((one) => entry("users", one.key, grantFields(one.grants))),
    ...spec.groups.map((one) => entry("groups", one.key, grantFields(one.grants))),
  ];
}

/** The whole text of a new file. */
export function specText({ organization }: Pick<Snapshot, "organization">, entries: readonly SpecEntry[]): string {
  const { id, name, region } = organization;
  const head = [
    "# yaml-language-server: $schema=../node_modules/genesys-cloud-access/schemas/spec.schema.json",
    "# Taken over from the org by `genesys-access adopt`, and yours from here on: a later run adds what is new and changes nothing that stands here.",
    "# `adopted` is the id in the org; as long as it stands here, no marker is written into the description there.",
    "organization:",
    ...fields([
      ["id", id],
      ["name", name === "" ? undefined : name],
      ["region", region ?? undefined],
    ]).map((line) => `  ${line}`),
  ];
  const sections = SPEC_SECTIONS.flatMap((section) => {
    const lines = entries.filter((one) => one.section === section).flatMap((one) => one.lines);
    return lines.length > 0 ? ["", `${section}:`, ...lines] : [];
  });
  return `${[...head, ...sections].join("\n")}\n`;
}

/** A text that YAML reads as this very text. Plain where nobody can misread it, else in double quotes. */
export function scalar(text: string): string {
  const isPlain = /^[A-Za-z0-9](?:[A-Za-z0-9 _.,()/@+-]*[A-Za-z0-9_.)/-])?$/.test(text) && parse(text) === text;
  return isPlain ? text : quoted(text);
}

function entry(section: SpecSection, key: string, inside: readonly string[]): SpecEntry {
  const head = `  ${scalar(key)}:`;
  const lines = inside.length === 0 ? [`${head} {}`] : [head, ...inside.map((line) => `    ${line}`)];
  return { section, key, lines };
}

function divisionFields({ id, key, name, description, managed }: AdoptedDivision): string[] {
  const named: [string, string | undefined] = ["name", name === key ? undefined : name];
  if (!managed) return fields([named]);
  return [
    ...fields([named]),
    "manage: true",
    ...fields([
      ["adopted", id],
      ["description", description],
    ]),
  ];
}

function referredFields({ existing }: ReferredRole): string[] {
  return fields([["existing", existing]]);
}

function roleFields({ id, name, description, access, permissions, conditional }: AdoptedRole): string[] {
  const profile = conditional.length === 0 ? profileOf(permissions) : undefined;
  const lines = [
    ...permissions.map((line) => `  - ${scalarOfPermission(line)}`),
    ...conditional.flatMap(({ permission, condition }) => [
      `  - permission: ${quoted(permission)}`,
      `    condition: ${quotedJson(condition)}`,
    ]),
  ];
  return [
    ...fields([
      ["name", name],
      ["adopted", id],
      ["description", description],
      ["access", access === "read-only" ? undefined : access],
      ["profile", profile],
    ]),
    ...(profile === undefined ? ["permissions:", ...lines] : []),
  ];
}

/** A star says in a comment how much it is. */
function scalarOfPermission(line: string): string {
  const stars = expandCompact(line).filter((single) => single.includes("*"));
  if (stars.length === 0) return quotedUnlessPlain(line);
  const count = new Set(stars.flatMap(expandPermissionPattern)).size;
  return `${quoted(line)} # a star: ${count} permissions of today's catalogue, and what comes later`;
}

function quotedUnlessPlain(line: string): string {
  return /^[A-Za-z0-9:-]+$/.test(line) ? line : quoted(line);
}

/** JSON is YAML; each text is escaped, so that no character of it is hidden. */
function quotedJson(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return `[${value.map(quotedJson).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, one]) => `${key}: ${quotedJson(one)}`)
      .join(", ")} }`;
  return JSON.stringify(value);
}

const profilesByPermissions = lazy(() => {
  const found = new Map<string, string[]>();
  for (const { name } of allProfiles()) {
    const text = compactPermissions(derivedPermissions({ profile: name })).join("\n");
    found.set(text, [...(found.get(text) ?? []), name]);
  }
  return found;
});

/** The one profile whose permissions these are, all of them and no more. */
function profileOf(permissions: readonly string[]): string | undefined {
  const names = profilesByPermissions().get(compactPermissions(permissions).join("\n")) ?? [];
  return names.length === 1 ? names[0] : undefined;
}

function clientFields({ id, client, access, grants }: AdoptedClient): string[] {
  const type = parseGrantType(client.grantType);
  const grantType = Object.entries(GRANT_TYPES).find(([, api]) => api === type)?.[0] ?? client.grantType;
  const lifetime = client.tokenLifetime ?? DEFAULT_TOKEN_LIFETIME;
  return [
    ...fields([
      ["name", client.name],
      ["adopted", id],
      ["description", client.description],
      ["grantType", grantType],
      ["access", access === "read-only" ? undefined : access],
    ]),
    ...listField("scopes", client.scopes),
    ...listField("redirectUris", client.redirectUris),
    ...(lifetime === DEFAULT_TOKEN_LIFETIME ? [] : [`tokenLifetime: ${lifetime}`]),
    ...(grants.length > 0 ? grantFields(grants) : []),
  ];
}

function listField(key: string, list: readonly string[]): string[] {
  return list.length > 0 ? [`${key}: [${sortedOnce(list).map(quoted).join(", ")}]`] : [];
}

function grantFields(grants: readonly AdoptedGrant[]): string[] {
  return [
    "grants:",
    ...grants.map(({ role, divisions }) => {
      const where = divisions === "all" ? "all" : `[${divisions.map(inFlow).join(", ")}]`;
      return `  - { role: ${inFlow(role)}, divisions: ${where} }`;
    }),
  ];
}

function inFlow(text: string): string {
  return /^[A-Za-z][A-Za-z0-9-]*$/.test(text) && parse(text) === text ? text : quoted(text);
}

/** A description of one line or of many; an empty one says nothing. */
function fields(all: readonly (readonly [string, string | undefined])[]): string[] {
  return all.flatMap(([key, value]) => (value === undefined || value === "" ? [] : [`${key}: ${scalar(value)}`]));
}

/** The subject of an entry that has grants alone. */
export type { AdoptedSubject };
