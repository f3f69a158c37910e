/** The problems of a spec when it is planned in an org that holds everything that the spec takes to exist: they are problems in every org. */
import type { Problem } from "../../access/language/problem.ts";
import type { OrgFacts } from "../../access/plan/orgFacts.ts";
import { plan } from "../../access/plan/plan.ts";
import { type OrgData, SEED } from "../../simulator/index.ts";
import type { ValidStack } from "../open/loadedStack.ts";
import { madeByStacks } from "./contentOfSpecs.ts";

/** @param stacks all that the org is made for: what another one is going to create counts as there */
export function planProblems(stack: ValidStack, stacks: readonly ValidStack[], org: OrgData): readonly Problem[] {
  const planned = plan(stack.spec, factsOf(org, madeByStacks(stacks.filter((other) => other !== stack))));
  return planned.ok ? [] : planned.problems;
}

function factsOf(org: OrgData, others: ReturnType<typeof madeByStacks>): OrgFacts {
  const divisions = org.divisions.filter(({ deleted }) => !deleted);
  return {
    organization: org.organization,
    divisions: [
      ...divisions,
      ...missing(others.divisions.keys(), divisions).map((one) => ({ ...one, homeDivision: false })),
    ],
    roles: [...org.roles, ...missing(others.roles.keys(), org.roles)],
    users: new Map(org.users.map(({ id, email }) => [email.toLowerCase(), id])),
    groups: new Map(
      [...Map.groupBy(org.groups, ({ name }) => name)].map(([name, all]) => [name, all.map(({ id }) => id)]),
    ),
    clients: org.clients,
    deployerClientId: SEED.deployer.clientId,
  };
}

function missing(names: Iterable<string>, there: readonly { readonly name: string }[]) {
  return [...names]
    .filter((name) => !there.some((one) => one.name === name))
    .map((name) => ({ id: `made:${name}`, name }));
}
