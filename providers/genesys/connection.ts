/** The addresses of the org and the credentials of the deployer, from the stack's config and the environment. */
import { findRegion, nearestRegions } from "../../access/catalogue/regions.ts";
import { Secret } from "./secret.ts";

export interface Connection {
  /** Without `/api/v2`, for instance `https://api.mypurecloud.de`. */
  readonly apiUrl: string;
  /** `<loginUrl>/oauth/token` is the token endpoint. */
  readonly loginUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
}

/** Stack config, in the program (`pulumi.Config`) and in the provider process alike. */
export interface ConfigReader {
  get(key: string): string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The connection cannot be made out of config and environment; the message lists everything that is missing or wrong. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";

  constructor(lacks: readonly string[]) {
    super(`The connection to Genesys Cloud is not complete:\n${lacks.map((lack) => `  - ${lack}`).join("\n")}`);
  }
}

/**
 * The environment wins over the config, so that a pipeline's credentials replace a person's.
 * Environment names are the ecosystem's own (official Terraform provider and SDKs).
 *
 * @throws ConnectionError that lists everything missing and how to give it
 */
export function resolveConnection(config: ConfigReader, env: Environment): Connection {
  const lacks: string[] = [];
  const hosts = resolveHosts(config, env, lacks);
  const clientId = pick(config, env, lacks, "oauthClientId", "GENESYSCLOUD_OAUTHCLIENT_ID", "");
  const secret = pick(config, env, lacks, "oauthClientSecret", "GENESYSCLOUD_OAUTHCLIENT_SECRET", "--secret ");
  if (lacks.length > 0) throw new ConnectionError(lacks);
  return { ...hosts, clientId, clientSecret: new Secret(secret) };
}

function pick(
  config: ConfigReader,
  env: Environment,
  lacks: string[],
  key: string,
  variable: string,
  flag: string,
): string {
  const value = (env[variable] || config.get(key) || "").trim();
  if (value === "") lacks.push(`${key}: set ${variable}, or run \`pulumi config set ${flag}${key} <value>\`.`);
  return value;
}

function resolveHosts(
  config: ConfigReader,
  env: Environment,
  lacks: string[],
): Pick<Connection, "apiUrl" | "loginUrl"> {
  const gateway = gatewayUrl(config, env);
  if (gateway !== undefined) return gatewayHosts(gateway, lacks);
  const text = env["GENESYSCLOUD_REGION"] || config.get("region");
  if (!text) {
    lacks.push(
      "region: set GENESYSCLOUD_REGION (for instance mypurecloud.de or eu-central-1), or run `pulumi config set region <value>`.",
    );
    return { apiUrl: "", loginUrl: "" };
  }
  const region = findRegion(text);
  if (region === undefined) {
    lacks.push(
      `region: there is no region "${text}". Nearest: ${nearestRegions(text, 1)[0] ?? "mypurecloud.com"}. Write a domain or a region name.`,
    );
    return { apiUrl: "", loginUrl: "" };
  }
  return { apiUrl: `https://api.${region.domain}`, loginUrl: `https://login.${region.domain}` };
}

/** A gateway stands for both hosts: the vendor's name for a proxy in front of the API; an embedded org is one too. */
function gatewayUrl(config: ConfigReader, env: Environment): string | undefined {
  const host = env["GENESYSCLOUD_GATEWAY_HOST"];
  if (!host) return config.get("gateway") || undefined;
  const port = env["GENESYSCLOUD_GATEWAY_PORT"];
  return `${env["GENESYSCLOUD_GATEWAY_PROTOCOL"] || "https"}://${host}${port ? `:${port}` : ""}`;
}

function gatewayHosts(gateway: string, lacks: string[]): Pick<Connection, "apiUrl" | "loginUrl"> {
  const url = URL.canParse(gateway) ? new URL(gateway) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    lacks.push(
      `gateway: "${gateway}" is no http(s) URL. Write one such as https://gateway.example or http://127.0.0.1:8080.`,
    );
  } else if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    lacks.push(`gateway: "${gateway}" would send the client secret in clear. Use https; http is for 127.0.0.1 only.`);
  }
  const base = gateway.replace(/\/+$/, "");
  return { apiUrl: base, loginUrl: base };
}

/** True for the machine itself. `hostname` as `URL` gives it. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}
