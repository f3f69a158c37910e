/**
 * The org's own list of permissions, as a file of the project: what an org has beyond the catalogue of this package. It can only add: that a permission
 * exists, and what the org says of divisions and conditions. What a permission lets its holder do is never taken from it.
 */
import { z } from "zod";
import { parseDay } from "../values/day.ts";
import type { Flaw } from "../values/flaw.ts";
import { quote } from "../values/flaw.ts";
import { isPlainPermission } from "../values/permission.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import { parseYaml } from "./parseYaml.ts";
import { type Problem, problemAt, sortProblems } from "./problem.ts";
import { locate, type MapTree, toValue } from "./tree.ts";
import { isUuid } from "./values.ts";

/** Grows with every change that could break a reader. */
export const ORG_CATALOGUE_VERSION = 1;

/** Permissions of one org: twice as many as the largest list known, several times over. */
const MOST_PERMISSIONS = 20_000;
const LONGEST_TEXT = 500;

/** What the org says of one permission; absent where it says nothing. */
export interface OrgPermission {
  /** A division limits it. */
  readonly divisionAware?: boolean;
  /** A role may hold it under a condition. */
  readonly allowsConditions?: boolean;
}

export interface OrgCatalogue {
  readonly file: string;
  /** The org that it was taken from: lower-case UUID. */
  readonly organization: string;
  /** The day on which it was taken, `YYYY-MM-DD`. */
  readonly takenAt: string;
  /** By single permission, in the file's order. */
  readonly permissions: ReadonlyMap<string, OrgPermission>;
}

export type OrgCatalogueResult =
  | { readonly ok: true; readonly catalogue: OrgCatalogue }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const text = z.string().max(LONGEST_TEXT);

/** The shape of the file; published as schemas/org-catalogue.schema.json. */
export const orgCatalogueShape = z.strictObject({
  formatVersion: z.literal(ORG_CATALOGUE_VERSION).describe("Number of this format."),
  organization: z
    .string()
    .refine(isUuid, "it is no id of an org")
    .describe("Id of the org that the list was taken from; it must be that of the spec."),
  takenAt: z
    .string()
    .refine((day) => parseDay(day) !== undefined, "it is not a day of the calendar, written as 2027-03-31")
    .describe("Day on which the list was taken, YYYY-MM-DD."),
  permissions: z
    .array(
      z.strictObject({
        permission: text
          .refine(isPlainPermission, "it is not one permission, domain:entity:action")
          .describe("domain:entity:action"),
        divisionAware: z.boolean().optional().describe("A division limits the permission."),
        allowsConditions: z.boolean().optional().describe("A role may hold the permission under a condition."),
        label: text.optional().describe("Words of the org, for people."),
      }),
    )
    .max(MOST_PERMISSIONS)
    .describe("Permissions that the org lists, each once."),
  scopes: z
    .array(text)
    .max(MOST_PERMISSIONS)
    .optional()
    .describe(
      "OAuth scopes, for people: which scopes exist the vendor decides and no org, so that no check takes them from here.",
    ),
});

/** Reads the text of a list. Every problem has its line; what is not understood in full is refused. */
export function readOrgCatalogue(file: string, written: string): OrgCatalogueResult {
  const { tree, problems } = parseYaml(file, written);
  if (problems.length > 0 || tree?.kind !== "map") {
    const start = { file, line: 1, column: 1 };
    return { ok: false, problems: problems.length > 0 ? problems : [problemAt(start, [], NOT_A_LIST)] };
  }
  const parsed = orgCatalogueShape.safeParse(toValue(tree));
  if (!parsed.success) return { ok: false, problems: located(tree, file, parsed.error.issues.map(flawOf)) };
  const { organization, takenAt, permissions } = parsed.data;
  const repeated = repeats(permissions.map(({ permission }) => permission));
  if (repeated.length > 0) return { ok: false, problems: located(tree, file, repeated) };
  return {
    ok: true,
    catalogue: {
      file,
      organization: organization.toLowerCase(),
      takenAt,
      permissions: new Map(
        permissions.map(({ permission, divisionAware, allowsConditions }) => [
          permission,
          {
            ...(divisionAware !== undefined && { divisionAware }),
            ...(allowsConditions !== undefined && { allowsConditions }),
          },
        ]),
      ),
    },
  };
}

/** What an approval of the list binds to: everything that a check believes, and nothing else. */
export function believedText({ permissions }: OrgCatalogue): string {
  const sorted = [...permissions].sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(
    sorted.map(([one, { divisionAware, allowsConditions }]) => [one, divisionAware ?? null, allowsConditions ?? null]),
  );
}

type FlawHere = Flaw & { readonly path: YamlPath };

const FIX = "Write the file as schemas/org-catalogue.schema.json says.";
const NOT_A_LIST: Flaw = { code: "malformed-catalogue", message: "the file is no list of permissions", fix: FIX };

function flawOf({ path, message }: z.core.$ZodIssue): FlawHere {
  return {
    code: "malformed-catalogue",
    message: `the list of permissions cannot be read: ${message}`,
    fix: FIX,
    path: path as YamlPath,
  };
}

function repeats(permissions: readonly string[]): FlawHere[] {
  const seen = new Set<string>();
  return permissions.flatMap((one, index): FlawHere[] => {
    if (!seen.has(one)) {
      seen.add(one);
      return [];
    }
    const path = ["permissions", index];
    return [
      { code: "duplicate-permission", message: `${quote(one)} is listed twice`, fix: "Remove one of them.", path },
    ];
  });
}

function located(tree: MapTree, file: string, flaws: readonly FlawHere[]): Problem[] {
  return sortProblems(
    flaws.map(({ path, ...flaw }) => problemAt(locate(tree, path), path, flaw)),
    [file],
  );
}
