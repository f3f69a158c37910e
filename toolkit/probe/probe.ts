/** What a question of the probe works with: it makes objects that are written down first, tries calls, and waits until the org shows a write. */
import { z } from "zod";
import { type DeployerGrant, holdOf } from "../../access/preflight/deployer.ts";
import { parsePermission } from "../../access/values/permission.ts";
import { GenesysApiError } from "../../providers/genesys/apiError.ts";
import { type ClientOptions, GenesysClient, type Met } from "../../providers/genesys/client.ts";
import type { Connection } from "../../providers/genesys/connection.ts";
import type { Deployer } from "../../providers/genesys/deployer.ts";
import { Secret } from "../../providers/genesys/secret.ts";
import {
  type WireClient,
  wireClient,
  wireDivision,
  wireNewClient,
  wireRole,
  wireSubject,
} from "../../providers/genesys/wire.ts";
import type { RoleDivision } from "../../providers/oauthClient/oauthClient.wire.ts";
import type { Kind, Ledger } from "./ledger.ts";
import { PATHS, pathOf } from "./objects.ts";
import { Recorder } from "./recorder.ts";
import { DESCRIPTION, prefixOf } from "./run.ts";

/** How a call ended that may be refused: a refusal is an answer too. */
export type Tried<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: GenesysApiError };

export interface MadeClient {
  readonly id: string;
  readonly name: string;
  readonly secret: Secret | undefined;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The question cannot be answered here, and why. */
export class NotObserved extends Error {
  override readonly name = "NotObserved";
}

export interface ProbeInput {
  readonly connection: Connection;
  readonly run: string;
  readonly ledger: Ledger;
  readonly deployer: Deployer;
  readonly options: ClientOptions;
  readonly signal?: AbortSignal;
}

/** A permission that lets its holder see names of roles: the least that a client can be tried with. */
const HARMLESS = "authorization:role:view";
/** Each lets its holder see names of settings and nothing of people. */
const STRANGE = [
  "routing:language:view",
  "routing:skill:view",
  "routing:wrapupCode:view",
  "architect:datatable:view",
  "telephony:plugin:all",
  "scripter:script:view",
];
/** Writes reach the reads of a real org with a moment's delay, also where none was measured. */
const LEAST_SETTLE_MS = 500;

export class Probe {
  readonly client: GenesysClient;
  readonly recorder = new Recorder();
  readonly deployer: Deployer;
  made: { readonly kind: Kind; readonly id: string }[] = [];
  /** Milliseconds until reads show a write; measured by the first question. */
  delayMs = 0;
  /** Of every answer to the deployer: the counters of its rate limit. */
  readonly counters: Readonly<Record<string, string>>[] = [];
  readonly #input: ProbeInput;
  readonly #now: () => number;
  readonly #count = { role: 0, division: 0, client: 0 };
  readonly #once = new Map<string, Promise<unknown>>();

  constructor(input: ProbeInput) {
    this.#input = input;
    this.deployer = input.deployer;
    this.#now = input.options.now ?? Date.now;
    this.recorder.keepOut(input.connection.clientSecret);
    this.client = new GenesysClient(input.connection, { ...input.options, onAnswer: (met) => this.#met(met) });
  }

  now(): number {
    return this.#now();
  }

  /** Ends after the time that the org takes until its reads show a write. */
  async settle(): Promise<void> {
    this.#goOn();
    await this.client.sleep(Math.max(LEAST_SETTLE_MS, this.delayMs + this.delayMs / 2));
  }

  /** The same value for every question that asks for it. */
  once<T>(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.#once.get(key) as Promise<T> | undefined;
    const making = known ?? make();
    this.#once.set(key, making);
    return making;
  }

  async attempt<T>(call: () => Promise<T>): Promise<Tried<T>> {
    this.#goOn();
    try {
      return { ok: true, value: await call() };
    } catch (error) {
      // Where no answer came, or the org failed, or the caller may not ask, there is no answer to a question either.
      if (!(error instanceof GenesysApiError) || !isRefusal(error)) throw error;
      return { ok: false, error };
    }
  }

  nextName(kind: Kind): string {
    this.#count[kind] += 1;
    return `${prefixOf(this.#input.run)}${kind}-${this.#count[kind]}`;
  }

  async makeRole(permissions: readonly string[], name = this.nextName("role")): Promise<Named> {
    const body = { name, description: DESCRIPTION, permissions: [], permissionPolicies: permissions.map(policyOf) };
    return this.#make("role", name, () => this.client.post(PATHS.role, body, wireRole));
  }

  async makeDivision(name = this.nextName("division")): Promise<Named> {
    const body = { name, description: DESCRIPTION };
    return this.#make("division", name, () => this.client.post(PATHS.division, body, wireDivision));
  }

  /** The secret stays in memory. */
  async makeClient(
    pairs: readonly RoleDivision[],
    more: object = {},
    name = this.nextName("client"),
  ): Promise<MadeClient> {
    const body = {
      name,
      description: DESCRIPTION,
      authorizedGrantType: "CLIENT-CREDENTIALS",
      accessTokenValiditySeconds: 3600,
      roleDivisions: pairs,
      ...more,
    };
    const made = await this.#make("client", name, () => this.client.post(PATHS.client, body, wireNewClient));
    return { id: made.id, name, secret: this.secretOf(made.secret) };
  }

  secretOf(text: string | null | undefined): Secret | undefined {
    if (!text) return undefined;
    const secret = new Secret(text);
    this.recorder.keepOut(secret);
    return secret;
  }

  /** A division of the probe, in which nothing is. */
  division(): Promise<Named> {
    return this.once("division", () => this.makeDivision());
  }

  /** A role of the probe with the least of what the deployer holds. */
  role(): Promise<Named> {
    return this.once("role", () => this.makeRole([HARMLESS]));
  }

  /** A role of the probe with a permission that the deployer does not hold; undefined where it holds all that are tried. */
  strangeRole(): Promise<Named | undefined> {
    return this.once("strange role", async () => {
      const permission = STRANGE.find((one) => holdOf(this.deployer, one).divisions.size === 0);
      return permission === undefined ? undefined : await this.makeRole([permission]);
    });
  }

  get ownGrant(): DeployerGrant | undefined {
    return smallestGrantOf(this.deployer);
  }

  /**
   * What the clients of the probe are made with: its own role, or, where the org refuses a role that the deployer does not hold, the smallest that it
   * holds; both in the probe's empty division only.
   */
  async pair(): Promise<RoleDivision> {
    const { guarded } = await this.guard();
    const own = guarded ? this.ownGrant?.roleId : undefined;
    return { roleId: own ?? (await this.role()).id, divisionId: (await this.division()).id };
  }

  /** Whether a client is refused with a role that the deployer holds by what it permits, and not by its id. A new role may be unknown for a while: that looks the same. */
  guard(): Promise<{ readonly guarded: boolean }> {
    return this.once("guard", async () => ({ guarded: !(await this.mayHandOut((await this.role()).id)) }));
  }

  /** Whether a client can be made with this role. */
  async mayHandOut(roleId: string): Promise<boolean> {
    const pairs = [{ roleId, divisionId: (await this.division()).id }];
    await this.settle();
    for (const pause of [5000, 20_000, 0]) {
      const tried = await this.attempt(() => this.makeClient(pairs));
      if (tried.ok) return true;
      if (tried.error.code !== "bad.client.role") throw tried.error;
      if (pause > 0) await this.client.sleep(pause);
    }
    return false;
  }

  /** A new client of the probe. */
  async newClient(more: object = {}): Promise<MadeClient> {
    const client = await this.makeClient([await this.pair()], more);
    await this.settle();
    return client;
  }

  /** Deletes an object of the probe, for a question that this answers. */
  async delete(kind: Kind, id: string): Promise<void> {
    if (!this.made.some((one) => one.kind === kind && one.id === id)) throw new Error("It is nothing of the probe's.");
    await this.client.delete(pathOf(kind, id));
    this.#input.ledger.gone(kind, id);
    this.made = this.made.filter((one) => one.id !== id);
  }

  /** The one client that questions share which leave it as it was. */
  sharedClient(): Promise<MadeClient> {
    return this.once("shared client", () => this.newClient());
  }

  async ownOrganization(): Promise<void> {
    await this.client.get("/api/v2/organizations/me", z.unknown());
  }

  readRole(id: string): Promise<z.infer<typeof wireRole>> {
    return this.client.get(pathOf("role", id), wireRole);
  }

  readClient(id: string): Promise<WireClient> {
    return this.client.get(pathOf("client", id), wireClient);
  }

  async grantsOf(id: string): Promise<RoleDivision[]> {
    const { grants } = await this.client.get(subjectPath(id), wireSubject);
    return grants.map(({ role, division }) => ({ roleId: role.id, divisionId: division.id }));
  }

  /** Only a client of the probe ever gets or loses a grant. */
  async changeGrants(id: string, how: "bulkadd" | "bulkremove", grants: readonly RoleDivision[]): Promise<void> {
    if (!this.made.some((one) => one.kind === "client" && one.id === id))
      throw new Error("It is no client of the probe.");
    const path = `${subjectPath(id)}/${how}`;
    const query = { subjectType: "PC_OAUTH_CLIENT" };
    await this.client.post(path, { grants }, z.unknown(), { query, idempotent: true });
  }

  /** Calls as a client of the probe, with a session of their own; undefined where the org did not tell its secret. */
  as({ id, secret }: MadeClient): { readonly client: GenesysClient; readonly met: Met[] } | undefined {
    if (secret === undefined) return undefined;
    const met: Met[] = [];
    const onAnswer = (one: Met) => {
      met.push(one);
      this.recorder.met(one);
    };
    const connection = { ...this.#input.connection, clientId: id, clientSecret: secret };
    const { sources: _, ...plain } = connection;
    return { client: new GenesysClient(plain, { ...this.#input.options, onAnswer }), met };
  }

  async #make<T extends { readonly id: string }>(
    kind: Kind,
    name: string,
    create: () => Promise<T>,
  ): Promise<T & Named> {
    this.#goOn();
    this.#input.ledger.make(kind, name);
    try {
      const made = await create();
      this.#input.ledger.made(kind, made.id);
      this.made.push({ kind, id: made.id });
      this.recorder.label(made.id, name.slice(prefixOf(this.#input.run).length).replace("-", " "));
      return { ...made, name };
    } catch (error) {
      if (error instanceof GenesysApiError && isRefusal(error)) this.#input.ledger.refused(kind, name);
      throw error;
    }
  }

  #goOn(): void {
    if (this.#input.signal?.aborted) throw new NotObserved("the run was interrupted");
  }

  #met(met: Met): void {
    this.counters.push(met.counters);
    this.recorder.met(met);
  }
}

/** The role with the fewest permissions that the deployer holds itself. */
export function smallestGrantOf({ grants }: Deployer): DeployerGrant | undefined {
  const sizeOf = ({ policies = [] }: DeployerGrant) => policies.flatMap(({ actions }) => actions).length;
  return grants.toSorted((a, b) => sizeOf(a) - sizeOf(b))[0];
}

function subjectPath(id: string): string {
  return `/api/v2/authorization/subjects/${encodeURIComponent(id)}`;
}

/** The org understood and said no, and nothing was done. Missing permissions and used-up limits are no answer of that kind. */
function isRefusal({ status }: GenesysApiError): boolean {
  return status >= 400 && status < 500 && ![401, 403, 408, 429].includes(status);
}

export function policyOf(permission: string): object {
  const { domain, entity, action } = parsePermission(permission) ?? { domain: "", entity: "", action: "" };
  return { domain, entityName: entity, actionSet: [action] };
}
