/** The way to an embedded org in the variables that Genesys Cloud's own tools read. */
import { SEED } from "./seed.ts";

/** An address that stands for every interface of the machine is reached by its loopback one. */
const LOOPBACK: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "[::]": "[::1]" };

/**
 * Environment of the seeded deployer of an org.
 *
 * @param url of the org, `http://127.0.0.1:PORT`
 */
export function deployerEnvironment(url: string): Record<string, string> {
  const { protocol, hostname, port } = new URL(url);
  return {
    GENESYSCLOUD_OAUTHCLIENT_ID: SEED.deployer.clientId,
    GENESYSCLOUD_OAUTHCLIENT_SECRET: SEED.deployer.clientSecret,
    GENESYSCLOUD_GATEWAY_PROTOCOL: protocol.replace(":", ""),
    GENESYSCLOUD_GATEWAY_HOST: LOOPBACK[hostname] ?? hostname,
    GENESYSCLOUD_GATEWAY_PORT: port || "80",
  };
}
