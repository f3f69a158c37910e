/** The addresses of the org and the credentials of the deployer, from the stack's config and the environment. */
import { findRegion, nearestRegions } from "../../access/catalogue/regions.ts";
import { printable } from "../../access/values/untrusted.ts";
import { Secret } from "./secret.ts";

export interface Connection {
  /** Without `/api/v2`, for instance `https://api.mypurecloud.de`. */
  readonly apiUrl: string;
  /** `<loginUrl>/oauth/token` is the token endpoint. */
  readonly loginUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Where client id, secret and address were found, in sentences for people; absent where nobody looked for them. */
  readonly sources?: string;
}

type Hosts = Pick<Connection, "apiUrl" | "loginUrl">;

/** A value together with the place that it comes from. */
interface Sourced<T> {
  readonly value: T;
  readonly source: string;
}

const NOWHERE: Hosts = { apiUrl: "", loginUrl: "" };

/** Stack config, in the program (`pulumi.Config`) and in the provider process alike. */
export interface ConfigReader {
  get(key: string): string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The connection cannot be made out of config and environment; the message lists everything that is missing or wrong. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";

  readonly lacks: readonly string[];

  constructor(lacks: readonly string[]) {
    super(`The connection to Genesys Cloud is not complete:\n${lacks.map((lack) => `  - ${lack}`).join("\n")}`);
    this.lacks = lacks;
  }
}

/**
 * The environment wins over the config, so that a pipeline's credentials replace a person's.
 * Environment names are the ecosystem's own (official Terraform provider and SDKs). A gateway of the config is taken on loopback only.
 *
 * @throws ConnectionError that lists everything missing and how to give it
 */
export function resolveConnection(config: ConfigReader, env: Environment): Connection {
  const lacks: string[] = [];
  const hosts = resolveHosts(config, env, lacks);
  const clientId = pick(config, env, lacks, "oauthClientId", "GENESYSCLOUD_OAUTHCLIENT_ID", "");
  const secret = pick(config, env, lacks, "oauthClientSecret", "GENESYSCLOUD_OAUTHCLIENT_SECRET", "--secret ");
  if (lacks.length > 0) throw new ConnectionError(lacks);
  return {
    ...hosts,
    clientId: clientId.value,
    clientSecret: new Secret(secret.value),
    sources: sourcesOf(clientId, secret, hostSource(config, env)),
  };
}

const CONFIG = "the stack's config";

function sourcesOf(clientId: Sourced<string>, secret: Sourced<string>, hosts: string): string {
  const all = `The client id is from ${clientId.source}, its secret from ${secret.source}, the address from ${hosts}.`;
  const halves = isConfig(clientId) === isConfig(secret) ? "" : " Id and secret are from two places: give both in one.";
  return `${all}${halves}`;
}

function isConfig({ source }: Sourced<string>): boolean {
  return source.endsWith(CONFIG);
}

/** In the order of `resolveHosts`. */
function hostSource(config: ConfigReader, env: Environment): string {
  const variable = ["GENESYSCLOUD_GATEWAY_HOST", "GENESYSCLOUD_REGION"].find((name) => env[name]?.trim());
  if (variable !== undefined) return variable;
  return `${config.get("gateway")?.trim() ? "gateway" : "region"} of ${CONFIG}`;
}

function pick(
  config: ConfigReader,
  env: Environment,
  lacks: string[],
  key: string,
  variable: string,
  flag: string,
): Sourced<string> {
  const own = env[variable];
  const value = (own || config.get(key) || "").trim();
  if (value === "") lacks.push(`${key}: set ${variable}, or run \`pulumi config set ${flag}${key} <value>\`.`);
  return { value, source: own ? variable : `${key} of ${CONFIG}` };
}

/**
 * The environment alone says where credentials go, where it says anything: whoever proposes a change of a stack's file must not be able to send
 * the credentials of whoever runs it to another host. A region is safe in a file, because all of them are the vendor's own hosts.
 */
function resolveHosts(config: ConfigReader, env: Environment, lacks: string[]): Hosts {
  const named = environmentGateway(env);
  if (named !== undefined) return gatewayHosts(named, lacks);
  const ofEnvironment = env["GENESYSCLOUD_REGION"]?.trim();
  if (ofEnvironment) return regionHosts(ofEnvironment, lacks);
  const committed = config.get("gateway")?.trim();
  if (committed) return committedGatewayHosts(committed, lacks);
  const text = config.get("region")?.trim();
  if (text) return regionHosts(text, lacks);
  lacks.push(
    "region: set GENESYSCLOUD_REGION (for instance mypurecloud.de or eu-central-1), or run `pulumi config set region <value>`.",
  );
  return NOWHERE;
}

function regionHosts(text: string, lacks: string[]): Hosts {
  const region = findRegion(text);
  if (region !== undefined)
    return { apiUrl: `https://api.${region.domain}`, loginUrl: `https://login.${region.domain}` };
  lacks.push(
    `region: there is no region ${quote(text)}. Nearest: ${nearestRegions(text, 1)[0] ?? "mypurecloud.com"}. Write a domain or a region name.`,
  );
  return NOWHERE;
}

/** A gateway stands for both hosts: the vendor's name for a proxy in front of the API; an embedded org is one too. */
function environmentGateway(env: Environment): string | undefined {
  const host = env["GENESYSCLOUD_GATEWAY_HOST"]?.trim();
  if (!host) return undefined;
  const port = env["GENESYSCLOUD_GATEWAY_PORT"];
  return `${env["GENESYSCLOUD_GATEWAY_PROTOCOL"] || "https"}://${host}${port ? `:${port}` : ""}`;
}

/** The gateway of a file is taken on this machine only; any other is named by the environment, which then stands for itself. */
function committedGatewayHosts(gateway: string, lacks: string[]): Hosts {
  const url = originOf(gateway, lacks);
  if (url === undefined) return NOWHERE;
  if (!isLoopback(url.hostname)) {
    const variables = [`GENESYSCLOUD_GATEWAY_HOST=${url.hostname}`];
    if (url.port !== "") variables.push(`GENESYSCLOUD_GATEWAY_PORT=${url.port}`);
    lacks.push(
      `gateway: the stack's config names ${quote(url.origin)} and the environment does not, and a change of a file must not send the credentials elsewhere. ` +
        `Set ${variables.join(" and ")} in the environment if this is your gateway, else remove the key (\`pulumi config rm gateway\`).`,
    );
  }
  return { apiUrl: url.origin, loginUrl: url.origin };
}

function gatewayHosts(gateway: string, lacks: string[]): Hosts {
  const origin = originOf(gateway, lacks)?.origin;
  return origin === undefined ? NOWHERE : { apiUrl: origin, loginUrl: origin };
}

/** The URL of a gateway that is an origin and nothing more; undefined with a line in `lacks`, which quotes no user info. */
function originOf(gateway: string, lacks: string[]): URL | undefined {
  const shown = quote(gateway.replace(/^(.*\/\/)?[^/]*@/, "$1****@"));
  const url = URL.canParse(gateway) ? new URL(gateway) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    lacks.push(
      `gateway: ${shown} is no http(s) URL. Write one such as https://gateway.example or http://127.0.0.1:8080.`,
    );
    return undefined;
  }
  if (url.username !== "" || url.password !== "" || !/^\/?$/.test(url.pathname) || /[?#@\\]/.test(gateway)) {
    lacks.push(
      `gateway: ${shown} is more than a host. Write protocol, host and port only: no user, no path, no query (https://gateway.example:8443).`,
    );
    return undefined;
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    lacks.push(`gateway: ${shown} would send the client secret in clear. Use https; http is for 127.0.0.1 only.`);
    return undefined;
  }
  return url;
}

const LONGEST_QUOTE = 80;

function quote(text: string): string {
  return `"${printable(text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text)}"`;
}

/** True for the machine itself. `hostname` as `URL` gives it. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
