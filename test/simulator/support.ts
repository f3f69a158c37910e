/** Starts a simulator per test and talks to it over HTTP, as a client that logged in or with no token at all. */
import { onTestFinished } from "vitest";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/index.ts";

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The few fields that tests reach into; the rest is compared as a whole. */
export interface Body {
  readonly id: string;
  readonly code: string;
  readonly message: string;
  readonly secret: string;
  readonly access_token: string;
  readonly total: number;
  readonly nextUri: string;
  readonly entities: readonly Body[];
  readonly results: readonly Body[];
  readonly grants: readonly Body[];
  readonly [key: string]: unknown;
}

/** An org in this process or in another one. */
type Address = Pick<Simulator, "url">;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface Api {
  readonly token: string;
  get(path: string): Promise<Answer>;
  send(method: string, path: string, body?: unknown): Promise<Answer>;
}

export async function openOrg(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator(options);
  onTestFinished(() => simulator.close());
  return simulator;
}

export async function logIn({ url }: Address, { clientId, clientSecret }: Credentials): Promise<Answer> {
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  const headers = { Authorization: `Basic ${basic}`, "Content-Type": "application/x-www-form-urlencoded" };
  return read(await fetch(`${url}/oauth/token`, { method: "POST", headers, body: "grant_type=client_credentials" }));
}

/** An API client that logged in with these credentials. */
export async function as(simulator: Address, credentials: Credentials): Promise<Api> {
  const { body, status } = await logIn(simulator, credentials);
  if (status !== 200) throw new Error(`login failed: ${JSON.stringify(body)}`);
  return withToken(simulator, body.access_token);
}

export function withToken({ url }: Address, token: string): Api {
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const send = async (method: string, path: string, body?: unknown) => {
    const text = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
    return read(await fetch(url + path, { method, headers, ...text }));
  };
  return { token, send, get: (path) => send("GET", path) };
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? {} : JSON.parse(text) };
}

/** A role with these permissions (`domain:entity:action,action`). */
export async function makeRole(api: Api, name: string, ...permissions: string[]): Promise<Body> {
  const permissionPolicies = permissions.map((line) => {
    const [domain, entityName, actions = ""] = line.split(":");
    return { domain, entityName, actionSet: actions.split(",") };
  });
  const { status, body } = await api.send("POST", "/api/v2/authorization/roles", { name, permissionPolicies });
  if (status !== 200) throw new Error(`no role: ${JSON.stringify(body)}`);
  return body;
}

/** A client-credentials client with a new role of these permissions in these divisions. */
export async function makeClient(
  api: Api,
  name: string,
  permissions: readonly string[],
  divisions: readonly string[],
): Promise<Credentials & { readonly roleId: string }> {
  const role = await makeRole(api, `${name} role`, ...permissions);
  const roleDivisions = divisions.map((divisionId) => ({ roleId: role.id, divisionId }));
  const { status, body } = await api.send("POST", "/api/v2/oauth/clients", {
    name,
    authorizedGrantType: "CLIENT-CREDENTIALS",
    roleDivisions,
  });
  if (status !== 200) throw new Error(`no client: ${JSON.stringify(body)}`);
  return { clientId: body.id, clientSecret: body.secret, roleId: role.id };
}
