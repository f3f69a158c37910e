/** The clients of a stack, verified with their own credentials in the org that the spec is for. */
import { effectiveAccess } from "../../access/effective/effectiveAccess.ts";
import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import { type Problem, printProblem } from "../../access/language/problem.ts";
import { isExisting } from "../../access/language/spec.ts";
import type { DesiredAccess } from "../../access/plan/desired.ts";
import { ownOrgNeeds } from "../../access/plan/orgQuestions.ts";
import { plan } from "../../access/plan/plan.ts";
import { quote } from "../../access/values/flaw.ts";
import { nearest } from "../../access/values/nearest.ts";
import { kindsOf } from "../../access/verify/borderProbes.ts";
import type { Verification, VerifiedClient } from "../../access/verify/model.ts";
import { planClient } from "../../access/verify/planClient.ts";
import { specDigest } from "../../access/verify/specDigest.ts";
import { placeOf, type Tried, triedClient } from "../../access/verify/subject.ts";
import { verificationOf } from "../../access/verify/verification.ts";
import type { Connection } from "../../providers/genesys/connection.ts";
import { readOrgFacts } from "../../providers/genesys/orgFacts.ts";
import type { Waiting } from "../../providers/genesys/retry.ts";
import type { Organization, Session } from "../../providers/genesys/session.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { asFailure } from "../open/openDeployed.ts";
import { openSession } from "../open/openSession.ts";
import { openStack } from "../open/openStack.ts";
import { detail } from "../terminal.ts";
import { TOOL } from "../tool.ts";
import { type Credentials, readCredentials, VARIABLES, variableEnd } from "./credentials.ts";
import { readInventory } from "./readInventory.ts";
import { unverified, verifyClient } from "./verifyClient.ts";

export interface VerifyRequest {
  /** Keys; every client of the spec that can log in by itself where none is named. */
  readonly clients: readonly string[];
  readonly stack?: string;
  readonly maxRequests: number;
  readonly credentialsCommand?: string;
  readonly fromStackOutputs: boolean;
}

export interface Surroundings {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly waiting?: Partial<Waiting>;
}

/** Everything that verifying takes, whichever org it is. */
export interface Ground {
  readonly org: Verification["org"];
  readonly spec: LoadedSpec;
  readonly session: Session;
  readonly connection: Connection;
  readonly organization: Organization;
  /** Days of conversations; the last seven unless given. */
  readonly interval?: string;
}

/** @throws Failure for a mistake in spec, names or credentials, before the org is asked anything, and for an org that cannot be reached */
export async function verifyStack(request: VerifyRequest, around: Surroundings): Promise<Verification> {
  const { cwd, env } = around;
  const { spec } = openStack(request.stack, cwd);
  const keys = requireClients(spec, request.clients);
  const credentials = await readCredentials(ableOf(spec, keys), {
    stack: request.stack ?? stackOf(spec.file),
    fromStackOutputs: request.fromStackOutputs,
    ...(request.credentialsCommand !== undefined && { command: request.credentialsCommand }),
    cwd,
    env,
  });
  requireCredentials(spec, keys, request.clients, credentials);
  const opened = await openSession({ stack: request.stack ?? stackOf(spec.file) }, { cwd, env });
  try {
    return await verifyOn({ org: "real", spec, ...opened }, keys, credentials, request.maxRequests, around.waiting);
  } catch (error) {
    throw asFailure(error);
  }
}

export function stackOf(file: string): string {
  return file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1).replace(/\.ya?ml$/, "");
}

/** The keys of the clients that are meant, each once. */
export function requireClients({ value: { clients }, file }: LoadedSpec, named: readonly string[]): string[] {
  const made = Object.entries(clients).flatMap(([key, client]) => (isExisting(client) ? [] : [key]));
  for (const key of named) {
    if (made.includes(key)) continue;
    if (Object.hasOwn(clients, key))
      throw new Failure(
        `${file} only refers to the client ${quote(key)}: what else it holds nobody says, so there is nothing to verify. Name a client that the spec makes.`,
      );
    const [near] = nearest(key, made);
    throw new Failure(
      `${file} has no client ${quote(key)}.${near === undefined ? "" : ` Nearest: ${near}.`} Write the key of a client.`,
    );
  }
  if (made.length === 0) throw new Failure(`${file} makes no client, so there is nothing to verify.`, EXIT.refused);
  return named.length > 0 ? [...new Set(named)] : made;
}

function grantTypeOf({ value: { clients } }: LoadedSpec, key: string): string {
  const client = clients[key];
  return client && !isExisting(client) ? client.grantType : "";
}

/** Those that can log in by themselves. */
export function ableOf(spec: LoadedSpec, keys: readonly string[]): string[] {
  return keys.filter((key) => grantTypeOf(spec, key) === "CLIENT-CREDENTIALS");
}

function requireCredentials(
  spec: LoadedSpec,
  keys: readonly string[],
  named: readonly string[],
  credentials: ReadonlyMap<string, Credentials>,
): void {
  const lacking = ableOf(spec, keys).filter((key) => !credentials.has(key));
  if (lacking.length === 0 || (named.length === 0 && credentials.size > 0)) return;
  const lines = lacking.map(
    (key) => `${key}: set ${VARIABLES.id}${variableEnd(key)} and ${VARIABLES.secret}${variableEnd(key)}.`,
  );
  throw new Failure(
    "There are no credentials of these clients. Set the variables, or give --credentials-command, or allow --from-stack-outputs.",
    EXIT.usage,
    lines,
  );
}

/** @param keys of clients that the spec makes */
export async function verifyOn(
  ground: Ground,
  keys: readonly string[],
  credentials: ReadonlyMap<string, Credentials>,
  maxRequests: number,
  waiting: Partial<Waiting> = {},
): Promise<Verification> {
  const startedAt = new Date().toISOString();
  const { connection, spec, organization } = ground;
  const { trieds, inventory, readBy } = await prepare(ground, ableOf(spec, keys));
  const clients: VerifiedClient[] = [];
  for (const key of keys) {
    const tried = trieds.find(({ client }) => client.key === key);
    const own = credentials.get(key);
    detail(`verify ${key}`);
    if (tried && own)
      clients.push(
        await verifyClient({
          plan: planClient(tried, maxRequests),
          inventory,
          connection,
          credentials: own,
          maxRequests,
          place: placeOf(tried, tried.client.path),
          waiting,
        }),
      );
    else clients.push(notAsked(spec, key));
  }
  return verificationOf({
    tool: `${TOOL.name} ${TOOL.version}`,
    startedAt,
    endedAt: new Date().toISOString(),
    org: ground.org,
    stack: stackOf(spec.file),
    file: spec.file,
    specDigest: specDigest(spec),
    organization,
    readBy: { clientId: readBy },
    maxRequests,
    inventory: inventory.kinds.map(({ kind, state, objects, reason }) => ({
      kind,
      state,
      count: objects.length,
      reason,
    })),
    clients,
  });
}

function notAsked(spec: LoadedSpec, key: string): VerifiedClient {
  const client = spec.value.clients[key];
  const name = client && !isExisting(client) ? client.name : key;
  const place = placeOf({ spec }, ["clients", key]);
  return grantTypeOf(spec, key) === "CLIENT-CREDENTIALS"
    ? unverified(
        key,
        name,
        place,
        "no credentials",
        `Set ${VARIABLES.id}${variableEnd(key)} and ${VARIABLES.secret}${variableEnd(key)}.`,
      )
    : unverified(
        key,
        name,
        place,
        "acts for users",
        "It logs in only with a user, whose access and the org's setting for scopes decide.",
      );
}

interface Prepared {
  readonly trieds: readonly Tried[];
  readonly inventory: Tried["inventory"];
  /** The client that read it. */
  readonly readBy: string;
}

/** The spec as it is meant in this org, and what the org holds of what borders are tried on. */
export async function prepare(
  { org, spec, session, organization, interval }: Ground,
  keys: readonly string[],
): Promise<Prepared> {
  const facts = await readOrgFacts(session.client, { ...ownOrgNeeds(spec.value), listing: true }, organization);
  const planned = plan(spec, facts);
  if (!planned.ok) throw invalid(spec, planned.problems);
  const { divisions } = facts;
  const desired = org === "embedded" ? withoutAdopted(planned.desired) : planned.desired;
  const empty = { divisions, kinds: [], interval: "" };
  const access = effectiveAccess(desired, spec);
  const first = keys.flatMap((key) => triedClient({ spec, desired, access, inventory: empty }, key) ?? []);
  const inventory = await readInventory(session, kindsOf(first), {
    divisions,
    ...(interval !== undefined && { interval }),
  });
  return { trieds: first.map((tried) => ({ ...tried, inventory })), inventory, readBy: facts.deployerClientId };
}

/** An embedded org has other ids than the real one. */
export function withoutAdopted(desired: DesiredAccess): DesiredAccess {
  const strip = <T extends { readonly adopted?: string }>({ adopted: _, ...rest }: T) => rest;
  return { ...desired, roles: desired.roles.map(strip), clients: desired.clients.map(strip) };
}

function invalid({ file }: LoadedSpec, problems: readonly Problem[]): Failure {
  return new Failure(`${file} cannot be planned in this org.`, EXIT.invalidSpec, problems.map(printProblem));
}
