/** The names that a stack gives in its org, beside those that its last deployment gave. */
import { isExisting, type Spec, type SpecManagedClient } from "../language/spec.ts";
import { generationName, nameOfGeneration } from "../values/generation.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import type { NamedSection } from "./orgFacts.ts";

/** One entry of the spec that the stack makes. */
export interface MadeName {
  readonly section: NamedSection;
  /** The Pulumi name of the resource, and the end of its marker. */
  readonly resource: string;
  readonly key: string;
  readonly name: string;
  readonly path: YamlPath;
}

/** By section and Pulumi name: `roles/bi-reader`. */
export type DeployedNames = ReadonlyMap<string, string>;

/** In the order of the spec, with every generation of a client. */
export function madeNames({ divisions, roles, clients }: Spec, section: NamedSection): MadeName[] {
  switch (section) {
    case "divisions":
      return Object.entries(divisions).flatMap(([key, { name, manage }]) =>
        manage ? [{ section, resource: key, key, name, path: [section, key] }] : [],
      );
    case "roles":
      return Object.entries(roles).flatMap(([key, role]) =>
        isExisting(role) ? [] : [{ section, resource: key, key, name: role.name, path: [section, key, "name"] }],
      );
    case "clients":
      return Object.entries(clients).flatMap(([key, client]) => (isExisting(client) ? [] : generations(key, client)));
  }
}

function generations(key: string, { name, secret: { generation, keep } }: SpecManagedClient): MadeName[] {
  return [...keep, generation].map((one) => ({
    section: "clients",
    resource: generationName(key, one),
    key,
    name: nameOfGeneration(name, one),
    path: ["clients", key, "name"],
  }));
}

/** True where the last deployment gave the same name already: nothing is made or renamed. */
export function keepsName(deployed: DeployedNames | undefined, { section, resource, name }: MadeName): boolean {
  const before = deployed?.get(`${section}/${resource}`);
  return before !== undefined && foldedName(section, before) === foldedName(section, name);
}

/** The vendor's own tools look for divisions without regard to case; whether the org takes two such names is unverified. */
export function foldedName(section: NamedSection, name: string): string {
  return section === "divisions" ? name.toLowerCase() : name;
}
