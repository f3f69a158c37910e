/** A spec, deployed to an embedded org that is made from it, and verified there: without credentials, and without the Pulumi engine. */
import { randomUUID } from "node:crypto";
import { printProblem } from "../../access/language/problem.ts";
import { specReader } from "../../access/language/specReader.ts";
import type { DesiredAccess } from "../../access/plan/desired.ts";
import { ownOrgNeeds } from "../../access/plan/orgQuestions.ts";
import { plan } from "../../access/plan/plan.ts";
import { CLIENT } from "../../access/resources/client.ts";
import type { Registration } from "../../access/resources/resourceType.ts";
import { ROLE } from "../../access/resources/role.ts";
import type { Verification } from "../../access/verify/model.ts";
import { resolveConnection } from "../../providers/genesys/connection.ts";
import { readOrgFacts } from "../../providers/genesys/orgFacts.ts";
import { Secret } from "../../providers/genesys/secret.ts";
import { Session } from "../../providers/genesys/session.ts";
import { oauthClientLifecycle } from "../../providers/oauthClient/oauthClient.lifecycle.ts";
import { roleLifecycle } from "../../providers/role/role.lifecycle.ts";
import { fillOrg, type OrgData, SEED, type Simulator, startSimulator, WEEK_OF_WORK } from "../../simulator/index.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { isValid, openSpec, type ValidStack } from "../open/loadedStack.ts";
import { asFailure } from "../open/openDeployed.ts";
import { specFiles } from "../open/specFiles.ts";
import { fillFromSpecs, orgBeforeSpecs } from "../org/fillFromSpecs.ts";
import type { Credentials } from "./credentials.ts";
import { ableOf, type Ground, requireClients, verifyOn, withoutAdopted } from "./verifyStack.ts";

/** No selector is likely to take it: what lies in it is closed to every client that does not hold its permissions everywhere. */
const OUTSIDE = "Outside of this spec";

export interface EmbeddedGround extends Ground {
  readonly simulator: Simulator;
  readonly credentials: ReadonlyMap<string, Credentials>;
}

export async function verifyEmbedded(
  request: { readonly clients: readonly string[]; readonly stack?: string; readonly maxRequests: number },
  cwd: string,
): Promise<Verification> {
  const stack = openOne(request.stack, cwd);
  const keys = requireClients(stack.spec, request.clients);
  const ground = await deployEmbedded(stack);
  try {
    return await verifyOn(ground, keys, ground.credentials, request.maxRequests);
  } catch (error) {
    throw asFailure(error);
  } finally {
    await ground.simulator.close();
  }
}

/** The one stack that is named, or the only one there is. */
export function openOne(named: string | undefined, cwd: string): ValidStack {
  const [file, ...more] = specFiles(named === undefined ? [] : [named], cwd);
  if (!file || more.length > 0) throw new Failure("There are several stacks. Name one with --stack.");
  const stack = openSpec(file, specReader(cwd));
  if (isValid(stack)) return stack;
  throw new Failure(`${stack.file} is not valid.`, EXIT.invalidSpec, stack.problems.map(printProblem));
}

/** Roles and clients are made as a deployment makes them, over HTTP; divisions stand there with objects in them. */
export async function deployEmbedded(stack: ValidStack): Promise<EmbeddedGround> {
  const { spec } = stack;
  const simulator = await startSimulator({
    seed: orgBeforeSpecs([stack]),
    prepare: (org) => withObjects(fillFromSpecs(org, [stack]).org, stack),
  });
  try {
    const connection = resolveConnection({ get: () => undefined }, simulator.environment);
    const session = new Session(connection);
    const organization = await session.organization();
    const facts = await readOrgFacts(session.client, ownOrgNeeds(spec.value), organization);
    const planned = plan(spec, facts);
    if (!planned.ok)
      throw new Failure(`${spec.file} cannot be planned.`, EXIT.invalidSpec, planned.problems.map(printProblem));
    const divisions = new Map(facts.divisions.map(({ id, name }) => [name, id]));
    const credentials = await make(
      session,
      withoutAdopted(planned.desired),
      divisions,
      new Set(ableOf(spec, Object.keys(spec.value.clients))),
    );
    // Whoever deploys need not see the objects of the org; its administrator does.
    const { clientId, clientSecret } = SEED.console;
    const reader = new Session({ ...connection, clientId, clientSecret: new Secret(clientSecret) });
    const way = { session: reader, connection, organization, interval: WEEK_OF_WORK };
    return { org: "embedded", spec, ...way, simulator, credentials };
  } catch (error) {
    await simulator.close();
    throw asFailure(error);
  }
}

/** Also the divisions that the stack makes have objects, and there is one division that it knows nothing of. */
function withObjects(before: OrgData, { desired }: ValidStack): OrgData {
  const nothing = { users: [], groups: [], roles: [], clients: [], deployer: [] };
  const { org } = fillOrg(before, { ...nothing, divisions: [...desired.divisions.map(({ name }) => name), OUTSIDE] });
  for (const { id, name, deleted } of org.divisions)
    if (!deleted) org.wrapupCodes.push({ id: randomUUID(), name: `Wrap-up of ${name}`, divisionId: id });
  return org;
}

async function make(
  session: Session,
  desired: DesiredAccess,
  divisions: ReadonlyMap<string, string>,
  able: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Credentials>> {
  const names = new Map(desired.divisions.map(({ key, name }) => [key, name]));
  const roles = new Map<string, string>();
  const stack: Registration<string> = {
    organization: desired.organization.id,
    development: desired.development,
    managedBy: (section, key) => `[embedded/${desired.stack}/${section}/${key}]`,
    idOf: (section, key) => (section === "roles" ? roles.get(key) : divisions.get(names.get(key) ?? "")) ?? "",
  };
  for (const role of desired.roles)
    roles.set(role.key, (await roleLifecycle.create(session, ROLE.inputs.parse(ROLE.fromDesired(role, stack)))).id);
  const credentials = new Map<string, Credentials>();
  for (const client of desired.clients) {
    const { id, outs } = await oauthClientLifecycle.create(
      session,
      CLIENT.inputs.parse(CLIENT.fromDesired(client, stack)),
    );
    if (client.current && able.has(client.key) && outs.clientSecret !== null)
      credentials.set(client.key, { clientId: id, clientSecret: new Secret(outs.clientSecret) });
  }
  return credentials;
}
