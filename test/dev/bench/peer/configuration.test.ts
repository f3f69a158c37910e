import { expect, test } from "vitest";
import { configurationOf } from "../../../../dev/bench/peer/configuration.ts";

const ENV = {
  GENESYSCLOUD_GATEWAY_PROTOCOL: "http",
  GENESYSCLOUD_GATEWAY_HOST: "127.0.0.1",
  GENESYSCLOUD_GATEWAY_PORT: "1",
};

test("the configuration of the peer declares the same work: a role of 20 permissions for each client, in three divisions", () => {
  const { resource, provider } = JSON.parse(
    configurationOf({ clients: 2, users: 0, divisions: 3, edited: false }, ENV),
  );

  expect(provider.genesyscloud.gateway).toEqual({ protocol: "http", host: "127.0.0.1", port: "1" });
  expect(Object.keys(resource.genesyscloud_auth_division)).toEqual(["Bench_1", "Bench_2", "Bench_3"]);
  expect(resource.genesyscloud_auth_role["role-1"].permission_policies).toHaveLength(20);
  expect(resource.genesyscloud_oauth_client["client-1"].roles).toEqual(
    ["Bench_1", "Bench_2", "Bench_3"].map((division) => ({
      role_id: `\${genesyscloud_auth_role.role-1.id}`,
      division_id: `\${genesyscloud_auth_division.${division}.id}`,
    })),
  );
});

test("a changed role is the only thing that a change makes different", () => {
  const work = { clients: 2, users: 0, divisions: 3, edited: false };
  const [before, after] = [work, { ...work, edited: true }].map(
    (one) => JSON.parse(configurationOf(one, ENV)).resource,
  );

  expect(after.genesyscloud_auth_role["role-0"]).not.toEqual(before.genesyscloud_auth_role["role-0"]);
  delete after.genesyscloud_auth_role["role-0"];
  delete before.genesyscloud_auth_role["role-0"];
  expect(after).toEqual(before);
});
