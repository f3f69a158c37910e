/** A division that a stack creates. */
import { z } from "zod";
import type { YamlPath } from "../values/yamlPath.ts";
import { canonicalDescription, defined } from "./canonical.ts";
import * as read from "./read.ts";
import type { Raw, Registration, ResourceType } from "./resourceType.ts";
import type { PartlyKnown } from "./unknown.ts";

export interface DesiredDivision {
  readonly key: string;
  readonly path: YamlPath;
  /** Id of the object of the org that the stack took over, as the spec says it (providers/adopted.ts). */
  readonly adopted?: string;
  readonly name: string;
  readonly description: string;
}

const inputs = z.object({
  organization: z.string(),
  managedBy: z.string(),
  /** Id of an object that the stack took over and does not mark; absent for what it makes, and in states of older releases. */
  adopted: z.string().optional(),
  divisionKey: z.string(),
  name: z.string(),
  description: z.string(),
});

export type DivisionInputs = z.infer<typeof inputs>;

export const DIVISION = {
  token: "pulumi-nodejs:dynamic/genesyscloud:Division",
  handler: "division",
  inputs,
  outputs: inputs,
  leftOut: {},
  replaceOn: [],
  canonical: ({ organization, managedBy, adopted, divisionKey, name, description }) =>
    defined({
      organization,
      managedBy,
      adopted,
      divisionKey,
      name,
      description: canonicalDescription(description, managedBy, adopted),
    }),
  name: ({ key }) => key,
  fromDesired<Id>({ key, path: _, ...division }: DesiredDivision, { organization, managedBy }: Registration<Id>) {
    return { organization, managedBy: managedBy("divisions", key), divisionKey: key, ...division };
  },
  toDesired(held: Raw): PartlyKnown<DesiredDivision> {
    const key = read.text(held["divisionKey"]);
    const name = read.text(held["name"]);
    return {
      key,
      path: ["divisions", key],
      ...read.optional(held, "adopted", read.text),
      name,
      description: read.text(held["description"]),
    };
  },
  rolesOf: () => [],
} as const satisfies ResourceType<DesiredDivision, DivisionInputs, DivisionInputs>;
