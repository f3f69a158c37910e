/** The org that some specs are tried on, before and after it holds what they name. */
import {
  emptyOrg,
  type FilledOrg,
  fillOrg,
  type OrgContent,
  type OrgData,
  SEED,
  seedOrg,
} from "../../simulator/index.ts";
import type { ValidStack } from "../open/loadedStack.ts";
import { contentOfSpecs, madeByStacks } from "./contentOfSpecs.ts";

/** The org that is served where no data file holds one. Specs of the seed org get that one. */
export function orgBeforeSpecs(stacks: readonly ValidStack[]): OrgData {
  const [first] = stacks;
  if (first === undefined || first.spec.value.organization.id === SEED.organizationId) return seedOrg();
  const { id } = first.spec.value.organization;
  const names = stacks.flatMap(({ spec }) => spec.value.organization.name ?? []);
  return emptyOrg({ id, name: names[0] ?? "Embedded organization", deployerName: freeDeployerName(stacks) });
}

/** No stack may manage the deployer or its role: where a spec has the usual name, the deployer goes by another one. */
function freeDeployerName(stacks: readonly ValidStack[]): string {
  const names = new Set([
    ...madeByStacks(stacks).roles.keys(),
    ...stacks.flatMap(({ spec }) =>
      Object.values(spec.value.clients).flatMap((one) => ("name" in one ? [one.name] : [])),
    ),
  ]);
  const { name } = SEED.deployer;
  for (let count = 1; ; count++) {
    const numbered = count === 1 ? name : `${name} ${count}`;
    if (!names.has(numbered)) return numbered;
  }
}

export interface FilledFromSpecs extends FilledOrg {
  /** Clients that the specs take to exist. */
  readonly existingClients: OrgContent["clients"];
  readonly notes: readonly string[];
}

/** The org with everything that the specs take to exist. */
export function fillFromSpecs(org: OrgData, stacks: readonly ValidStack[]): FilledFromSpecs {
  const { content, notes } = contentOfSpecs(stacks, {
    divisions: org.divisions.flatMap(({ name, deleted }) => (deleted ? [] : [name])),
    roles: org.roles.map(({ name }) => name),
  });
  return { ...fillOrg(org, content), existingClients: content.clients, notes };
}
