/** One page for each profile, and the table of all of them. */
import { callerOf } from "../../../access/catalogue/callerKinds.ts";
import type { Operation } from "../../../access/catalogue/operations.ts";
import type { MinimalAccess, NeededPermission, PermissionUse } from "../../../access/intent/minimalPermissions.ts";
import { allProfiles, type Profile, profileAccess, profileOperations } from "../../../access/intent/profiles.ts";
import { suggestionRemarks } from "../../../access/intent/suggestionRemarks.ts";
import { printEndpoint } from "../../../access/values/endpoint.ts";
import type { Generator } from "./generator.ts";
import { guideRows } from "./guideRows.ts";
import { bullets, sections, table, yaml } from "./markdown.ts";

const FOLDER = "docs/profiles";

export const profilePages: Generator = {
  name: "profiles",
  folder: FOLDER,
  pages: () => [
    { path: `${FOLDER}/README.md`, text: `${tablePage(allProfiles())}\n` },
    ...allProfiles().map((profile) => ({ path: `${FOLDER}/${profile.name}.md`, text: `${profilePage(profile)}\n` })),
  ],
};

function tablePage(profiles: readonly Profile[]): string {
  return sections(
    "# Profiles",
    "Generated from `catalogue/profiles.yaml` by `node dev/scripts/generateDocs.ts profiles`. A profile is a common kind of integration as the operations that it calls; permissions and scopes follow from the catalogue.",
    "A role takes one with `profile: <name>`, and more with `endpoints:` or `permissions:` beside it. `npx genesys-access suggest --profile <name>` prints the same permissions one by one, with what each is for; it does that for any list of endpoints, too.",
    table(["profile", "for", "access", "permissions", "scopes"], profiles.map(rowOf)),
    "Nothing here was verified against a live org. Start with the smallest role that answers, and add what a 403 asks for.",
  );
}

function rowOf(profile: Profile): string[] {
  const { permissions, scopes } = profileAccess(profile);
  const { name, title, access } = profile;
  return [`[${name}](${name}.md)`, title, access, String(permissions.length), String(scopes.length)];
}

function profilePage(profile: Profile): string {
  const access = profileAccess(profile);
  return sections(
    `# ${profile.name}`,
    `**${profile.title}.** The permissions are ${profile.access}.`,
    yaml(roleYaml(profile)),
    "## Good to know",
    bullets(profile.notes.map(codeSpans)),
    "## Permissions",
    table(
      ["permission", "kind", "limited by divisions", "opens", "rather than"],
      access.permissions.flatMap(permissionRows),
    ),
    ...choices(profile),
    "## Scopes",
    "They limit clients of user-context grant types, and only where the org enforces scopes.",
    bullets(access.scopes.map(({ scope }) => `\`${scope}\``)),
    "## Calls",
    table(["operation", "effect", "asks for", "least scope"], profileOperations(profile).map(operationRow)),
    ...remarks(access),
    ...guides(profile),
    "[All profiles](README.md)",
  );
}

function roleYaml({ name, title, access }: Profile): string {
  const level = access === "read-write" ? "\n    access: read-write" : "";
  return `roles:\n  ${name}:\n    name: Integration - ${title}${level}\n    profile: ${name}`;
}

function permissionRows({ permission, kind, divisionAware, operations }: NeededPermission): string[][] {
  return operations.map((use, index) => [
    ...(index === 0 ? [`\`${permission}\``, kind, divisionAware] : ["", "", ""]),
    `\`${printEndpoint(use.operation)}\``,
    alternatives(use),
  ]);
}

/** Most of the catalogue's long lists are of one product, so the first few say enough. */
function alternatives({ passedOver }: PermissionUse): string {
  const shown = passedOver.slice(0, 3).map((permission) => `\`${permission}\``);
  const more = passedOver.length > 3 ? [`${passedOver.length - 3} more`] : [];
  return [...shown, ...more].join(", ");
}

function choices({ choose }: Profile): string[] {
  if (choose.length === 0) return [];
  return [
    `Chosen among alternatives: ${choose.map(({ permission, why }) => `\`${permission}\` (${why})`).join("; ")}.`,
  ];
}

/** Whoever installs a product gets its guide, and grants what it lists: the page says what of that these calls do not need. */
function guides(profile: Profile): string[] {
  const rows = guideRows(profile);
  if (rows.length === 0) return [];
  return [
    "## What guides of products ask for",
    "Install guides as they were read (`catalogue/vendor-guides.tsv`). What the last column names is needed by none of the calls above; the product may make calls that its guide does not tell, so try without it first.",
    table(["product", "guide", "asks for", "not needed here"], rows),
  ];
}

function operationRow(operation: Operation): string[] {
  const { effect, match, permissions, leastScope } = operation;
  const asked =
    permissions.length > 4 ? `${permissions.length} permissions` : permissions.map((one) => `\`${one}\``).join(", ");
  return [
    `\`${printEndpoint(operation)}\``,
    effect,
    match === "NONE"
      ? "no permission"
      : match === "UNKNOWN"
        ? "unknown"
        : `${permissions.length > 1 ? `${match} of ` : ""}${asked}`,
    leastScope === undefined ? "unknown" : `\`${leastScope}\``,
  ];
}

/** The table of calls says the rest. */
const NOTHING = {
  scopes: [],
  scopeUnknown: [],
  withoutPermission: [],
  permissionUnknown: [],
  writes: [],
  unsettled: [],
};

function remarks({ permissions, withoutPermission }: MinimalAccess): string[] {
  const bound = withoutPermission.filter((one) => callerOf(one) !== undefined);
  const lines = suggestionRemarks({ ...NOTHING, permissions, withoutPermission: bound });
  if (lines.length === 0) return [];
  return [
    "## Beyond the declared permissions",
    lines
      .map((line) => line.replace(/^ {2}/, "- "))
      .map(paragraph)
      .join("\n"),
  ];
}

/** A heading line ends the list before it. */
function paragraph(line: string, index: number): string {
  if (line.startsWith("- ")) return line.replace(/^- (.*)$/, (_, text: string) => `- ${codeSpans(text)}`);
  return `${index > 0 ? "\n" : ""}${line}\n`;
}

const CODE = /\b(?:(?:GET|POST|PUT|PATCH|DELETE) )?\/api\/v2\/[\w/{}]+|\b[a-z]\w*:\w+(?::(?:\w+|\*))?|\b[a-z]\w*:\*/gi;

/** Permissions, scopes and paths in a sentence stand out as code, unless they do already. */
function codeSpans(text: string): string {
  return text
    .split("`")
    .map((part, index) => (index % 2 === 0 ? part.replace(CODE, (found) => `\`${found}\``) : part))
    .join("`");
}
