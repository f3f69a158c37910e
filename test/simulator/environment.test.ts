import { expect, test } from "vitest";
import { resolveConnection } from "../../providers/genesys/connection.ts";
import { deployerEnvironment, SEED } from "../../simulator/index.ts";
import { openOrg } from "./support.ts";

test("the environment of an org leads its seeded deployer there", async () => {
  const { url, environment } = await openOrg();
  const { apiUrl, loginUrl, clientId, clientSecret } = resolveConnection({ get: () => undefined }, environment);
  expect([apiUrl, loginUrl]).toEqual([url, url]);
  expect([clientId, clientSecret.reveal()]).toEqual([SEED.deployer.clientId, SEED.deployer.clientSecret]);
});

test("an address without a port stands for the usual one", () => {
  expect(deployerEnvironment("http://127.0.0.1")).toMatchObject({ GENESYSCLOUD_GATEWAY_PORT: "80" });
});
