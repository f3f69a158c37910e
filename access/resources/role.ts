/** A custom role that a stack creates. */
import { z } from "zod";
import { type AccessLevel, USUAL_ACCESS } from "../values/accessLevel.ts";
import { type Condition, type ConditionalPermission, conditionSchema } from "../values/condition.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import {
  canonicalConditional,
  canonicalDescription,
  canonicalOptionalSet,
  canonicalPermissions,
  defined,
} from "./canonical.ts";
import {
  canonicalDivisionAnswers,
  type DivisionAnswers,
  divisionAnswersShape,
  divisionAnswersToDesired,
} from "./divisionAnswers.ts";
import { toldByOrg, usual } from "./kept.ts";
import * as read from "./read.ts";
import type { Raw, Registration, ResourceType } from "./resourceType.ts";
import { type MaybeUnknown, type PartlyKnown, UNKNOWN } from "./unknown.ts";

export interface DesiredRole extends DivisionAnswers {
  readonly key: string;
  readonly path: YamlPath;
  /** Id of the object of the org that the stack took over, as the spec says it (providers/adopted.ts). */
  readonly adopted?: string;
  readonly name: string;
  readonly description: string;
  readonly purpose?: string;
  readonly access: AccessLevel;
  /** Compact and sorted; those under a condition are in `conditional` instead. */
  readonly permissions: readonly string[];
  readonly conditional: readonly ConditionalPermission[];
  /** Single permissions of the above that the org lists and the catalogue does not; sorted. */
  readonly beyondCatalogue: readonly string[];
  /** Old general permissions (`admin`) that somebody gave the role in the org; a spec can ask for none. */
  readonly general?: readonly string[];
}

const inputs = z.object({
  organization: z.string(),
  managedBy: z.string(),
  /** Id of an object that the stack took over and does not mark; absent for what it makes, and in states of older releases. */
  adopted: z.string().optional(),
  roleKey: z.string(),
  name: z.string(),
  description: z.string(),
  /** Told by the spec, never sent to Genesys Cloud; absent where the spec says nothing, as in states of older releases. */
  purpose: z.string().optional(),
  access: z.string(),
  /** Compact, sorted: `routing:queue:search,view`. */
  permissions: z.array(z.string()),
  conditional: z.array(z.object({ permission: z.string(), condition: conditionSchema(z.string()) })).readonly(),
  /** Single permissions of the above that the org listed and the catalogue did not: never sent to Genesys Cloud, absent when there are none. */
  beyondCatalogue: z.array(z.string()).optional(),
  ...divisionAnswersShape,
  /** Drift only: old general permissions (`admin`) that somebody gave the role. No spec can ask for them, so `up` takes them away. */
  generalPermissions: z.array(z.string()).optional(),
});

const outputs = inputs.extend({
  // Left out by this release, and there in states of older ones and of adopted roles.
  description: z.string().optional(),
  access: z.string().default(USUAL_ACCESS),
  /** All of them, or none: they stay where one is a star, which the org tells as the list of what it stands for. */
  permissions: inputs.shape.permissions.default([]),
  conditional: inputs.shape.conditional.default([]),
});

export type RoleInputs = z.infer<typeof inputs>;
export type RoleOutputs = z.infer<typeof outputs>;

export const ROLE = {
  token: "pulumi-nodejs:dynamic/genesyscloud:Role",
  handler: "role",
  inputs,
  outputs,
  leftOut: {
    description: toldByOrg,
    access: usual(USUAL_ACCESS),
    permissions: hasNoStar,
    conditional: hasNoStar,
    generalPermissions: toldByOrg,
  },
  replaceOn: [],
  canonical: ({ organization, managedBy, adopted, roleKey, name, description, purpose, access, ...news }) =>
    defined({
      organization,
      managedBy,
      adopted,
      roleKey,
      name,
      description: canonicalDescription(description, managedBy, adopted),
      purpose,
      access,
      permissions: canonicalPermissions(news["permissions"] ?? []),
      conditional: canonicalConditional(news["conditional"] ?? []),
      beyondCatalogue: canonicalOptionalSet(news["beyondCatalogue"]),
      ...canonicalDivisionAnswers(news),
    }),
  name: ({ key }) => key,
  fromDesired<Id>(
    { key, path: _, beyondCatalogue, general: __, ...role }: DesiredRole,
    { organization, managedBy }: Registration<Id>,
  ) {
    return {
      organization,
      managedBy: managedBy("roles", key),
      roleKey: key,
      ...role,
      ...(beyondCatalogue.length > 0 && { beyondCatalogue }),
    };
  },
  toDesired(held: Raw): PartlyKnown<DesiredRole> {
    const key = read.text(held["roleKey"]);
    return {
      key,
      path: ["roles", key],
      ...read.optional(held, "adopted", read.text),
      name: read.text(held["name"]),
      description: read.text(held["description"]),
      ...read.optional(held, "purpose", read.text),
      access: read.text(held["access"]) as MaybeUnknown<AccessLevel>,
      permissions: read.list(held["permissions"], read.text),
      conditional: read.list(held["conditional"], readConditional),
      beyondCatalogue: read.list(held["beyondCatalogue"] ?? [], read.text),
      ...divisionAnswersToDesired(held),
    };
  },
  rolesOf: () => [],
} as const satisfies ResourceType<DesiredRole, RoleInputs, RoleOutputs>;

function hasNoStar(lines: unknown): boolean {
  return !JSON.stringify(lines).includes("*");
}

const condition = conditionSchema(z.string().refine(read.isKnownText));

function readConditional(value: unknown): MaybeUnknown<ConditionalPermission> {
  const line = read.record(value);
  if (line === UNKNOWN) return UNKNOWN;
  const known: Condition | undefined = condition.safeParse(line["condition"]).data;
  return { permission: read.text(line["permission"]), condition: known ?? UNKNOWN };
}
