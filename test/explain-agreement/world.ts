/** One set of roles and clients twice: as a spec that `explain` reads, and in an embedded org that answers over HTTP. */
import fc from "fast-check";
import { effectiveAccess } from "../../access/effective/effectiveAccess.ts";
import { explain } from "../../access/explain/explain.ts";
import type { Explanation } from "../../access/explain/model.ts";
import { printProblem } from "../../access/language/problem.ts";
import { planOffline } from "../../access/plan/planOffline.ts";
import { SEED, type Simulator } from "../../simulator/index.ts";
import { loadTexts, ORGANIZATION, specOf } from "../access/fixtures/load.ts";
import { type Api, as, type Credentials, makeRole, openOrg } from "../simulator/support.ts";

export type DivisionKey = keyof typeof SEED.divisions;
export const DIVISION_KEYS = Object.keys(SEED.divisions) as DivisionKey[];

/** By position in the list of roles. */
interface ModelGrant {
  readonly role: number;
  readonly divisions: readonly DivisionKey[] | "all";
}

/** The spec and the org that both sides are made from. */
export interface Model {
  /** Permissions of each role; entity and action can be `*`. */
  readonly roles: readonly (readonly string[])[];
  readonly clients: readonly (readonly ModelGrant[])[];
}

/** The same one for the same seed, so that a disagreement can be looked at again. */
export function sampleModel(seed: number, roles: Model["roles"], clients: number): Model {
  const divisions = fc.oneof(
    { weight: 4, arbitrary: fc.subarray(DIVISION_KEYS, { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constant("all" as const) },
  );
  const role = fc.nat({ max: roles.length - 1 });
  const grants = fc.uniqueArray(fc.record({ role, divisions }), {
    minLength: 1,
    maxLength: 3,
    selector: (grant) => grant.role,
  });
  return { roles, clients: fc.sample(fc.noBias(grants), { seed, numRuns: clients }) };
}

/** One of the clients, on both sides. */
export interface Twin {
  readonly name: string;
  readonly api: Api;
  /** The answer of `explain`. */
  ask(can: string, division?: DivisionKey): Explanation;
}

/** An org of its own for the test, with everything in it that the model names, and every client logged in. */
export async function openWorld(model: Model): Promise<{ simulator: Simulator; twins: readonly Twin[] }> {
  const simulator = await openOrg();
  const ask = planned(model);
  const credentials = await deploy(await as(simulator, SEED.console), model);
  const twins = await Promise.all(
    credentials.map(async (it, index) => {
      const name = `client-${index}`;
      const api = await as(simulator, it);
      return { name, api, ask: (can: string, division?: DivisionKey) => ask(name, can, division) };
    }),
  );
  return { simulator, twins };
}

function planned(model: Model) {
  const spec = specOf(loadTexts({ "stack.yaml": JSON.stringify(specBody(model)) }));
  const plan = planOffline(spec);
  if (!plan.ok) throw new Error(plan.problems.map(printProblem).join("\n"));
  const access = effectiveAccess(plan.desired, spec);
  return (client: string, can: string, division?: DivisionKey): Explanation => {
    const result = explain(access, spec, { client, can, ...(division !== undefined && { division }) });
    if (!result.ok) throw new Error(`${can}: ${result.flaw.message}`);
    return result.explanation;
  };
}

/** JSON is YAML too. */
function specBody({ roles, clients }: Model): unknown {
  return {
    organization: { id: ORGANIZATION },
    divisions: Object.fromEntries(DIVISION_KEYS.map((name) => [name, { name }])),
    roles: Object.fromEntries(
      roles.map((permissions, index) => [
        `role-${index}`,
        { name: `Agreement ${index}`, access: "read-write", permissions },
      ]),
    ),
    clients: Object.fromEntries(
      clients.map((grants, index) => [
        `client-${index}`,
        { name: `Agreement ${index}`, grantType: "client-credentials", grants: grants.map(specGrant) },
      ]),
    ),
  };
}

function specGrant({ role, divisions }: ModelGrant): unknown {
  const why = divisions === "all" ? { justification: "Compared with the org" } : {};
  return { role: `role-${role}`, divisions, ...why };
}

/** From the model, not from the plan: what is wrong in the plan must show as well. */
async function deploy(console: Api, { roles, clients }: Model): Promise<Credentials[]> {
  const roleIds: string[] = [];
  for (const [index, permissions] of roles.entries()) {
    roleIds.push((await makeRole(console, `Agreement ${index}`, ...permissions)).id);
  }
  const made: Credentials[] = [];
  for (const [index, grants] of clients.entries()) {
    const roleDivisions = grants.flatMap(({ role, divisions }) =>
      divisionIds(divisions).map((divisionId) => ({ roleId: roleIds[role], divisionId })),
    );
    const body = { name: `Agreement ${index}`, authorizedGrantType: "CLIENT-CREDENTIALS", roleDivisions };
    const answer = await console.send("POST", "/api/v2/oauth/clients", body);
    if (answer.status !== 200) throw new Error(`no client: ${JSON.stringify(answer.body)}`);
    made.push({ clientId: answer.body.id, clientSecret: answer.body.secret });
  }
  return made;
}

function divisionIds(divisions: ModelGrant["divisions"]): string[] {
  return divisions === "all" ? ["*"] : divisions.map((name) => SEED.divisions[name]);
}
