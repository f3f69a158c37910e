import type { ServiceError } from "@grpc/grpc-js";
import { afterEach, beforeEach, expect, it } from "vitest";
import { CLIENT } from "../../access/resources/client.ts";
import { keptOutputs } from "../../access/resources/kept.ts";
import { UNKNOWN_VALUE as UNKNOWN } from "../../access/resources/unknown.ts";
import { SEED, type Simulator, startSimulator } from "../../simulator/index.ts";
import { clientProps, divisionProps, grantProps, roleProps } from "./support/examples.ts";
import { type PluginProcess, remainsOf, startPluginProcess } from "./support/pluginProcess.ts";

let simulator: Simulator;
let plugin: PluginProcess;

beforeEach(async () => {
  simulator = await startSimulator();
  plugin = await startPluginProcess();
});
afterEach(async () => {
  await plugin.stop();
  await simulator.close();
});

const configure = (changes: Record<string, string> = {}) =>
  plugin.configure({
    "genesys-access:gateway": simulator.url,
    "genesys-access:oauthClientId": SEED.deployer.clientId,
    "genesys-access:oauthClientSecret": SEED.deployer.clientSecret,
    ...changes,
  });

/** Every run has a process of its own; within one, a delete never undoes a create. */
async function nextRun(): Promise<void> {
  await plugin.stop();
  plugin = await startPluginProcess();
  await configure();
}

it("takes every resource type through its life in the real plugin process", async () => {
  await configure();
  const { divisions: _before, ...before } = simulator.export();

  const role = await plugin.create((await plugin.check({}, roleProps())).inputs);
  const division = await plugin.create((await plugin.check({}, divisionProps())).inputs);
  const client = await plugin.create((await plugin.check({}, clientProps(role.id))).inputs);
  const grant = await plugin.create(
    (await plugin.check({}, grantProps(role.id, { divisions: { Silo: division.id } }))).inputs,
  );
  expect(client.props["clientSecret"]).toBeTypeOf("string");
  expect(client.props["clientId"]).toBe(client.id);

  for (const [made, props] of [
    [role, roleProps()],
    [division, divisionProps()],
    [client, clientProps(role.id)],
    [grant, grantProps(role.id, { divisions: { Silo: division.id } })],
  ] as const) {
    const read = await plugin.read(made.id, made.props);
    expect(read.id).toBe(made.id);
    expect(read.inputs).toEqual(props);
    expect(read.props).toEqual(made.props);
    expect(await plugin.diff(made.id, made.props, props)).toMatchObject({ changes: 0, replaces: [] });
  }

  const both = { Silo: division.id, EMEA_Operations: SEED.divisions.EMEA_Operations };
  const news = clientProps(role.id, { grants: { "bi-reader": { roleId: role.id, divisions: both } } });
  const updated = await plugin.update(client.id, client.props, news);
  const { clientSecret, dateCreated } = client.props;
  expect(updated).toEqual({ ...keptOutputs(news, CLIENT.leftOut), clientId: client.id, clientSecret, dateCreated });

  await nextRun();
  await plugin.delete(grant.id, grant.props);
  await plugin.delete(client.id, updated);
  await plugin.delete(division.id, division.props);
  await plugin.delete(role.id, role.props);
  // The org keeps deleted divisions, marked as such.
  const { divisions: _after, ...after } = simulator.export();
  expect(after).toEqual(before);
  expect((await plugin.read(client.id, updated)).id).toBe("");
  expect(plugin.printed()).toBe("");
});

it("serves parallel first calls, although the process hands out a provider before it is configured", async () => {
  await configure();
  const create = (key: string) =>
    plugin.create(roleProps({ name: `Role ${key}`, managedBy: `genesys-access/test/roles/${key}` }));
  const made = await Promise.all(["a", "b", "c"].map(create));
  expect(new Set(made.map(({ id }) => id)).size).toBe(3);
  expect(simulator.requests.filter(({ path }) => path === "/oauth/token")).toHaveLength(1);
});

it("checks and compares without credentials and without the network, unknown values included", async () => {
  await plugin.configure({});
  const { inputs, failures } = await plugin.check({}, grantProps(UNKNOWN, { divisions: { Silo: UNKNOWN } }));
  expect(failures).toEqual([]);
  expect(inputs).toEqual(grantProps(UNKNOWN, { divisions: { Silo: UNKNOWN } }));
  expect(await plugin.diff("id", grantProps("r"), inputs)).toMatchObject({ changes: 0, replaces: ["roleId"] });
  expect(simulator.requests).toEqual([]);
});

it("prints one line for what a user can mend, without a stack trace", async () => {
  await configure({ "genesys-access:oauthClientSecret": "" });
  const error = await plugin.read("id", roleProps()).catch((caught: ServiceError) => caught);
  expect(error).toMatchObject({ details: expect.stringContaining("GENESYSCLOUD_OAUTHCLIENT_SECRET") });
  expect(plugin.printed()).toContain("oauthClientSecret: set GENESYSCLOUD_OAUTHCLIENT_SECRET");
  expect(plugin.printed()).not.toMatch(/^\s+at /m);
});

it("keeps the provider's text in a partial failure, so that the state can be used again", async () => {
  await configure();
  const role = await plugin.create(roleProps());
  const grant = await plugin.create(grantProps(role.id));
  await nextRun();
  const news = grantProps(role.id, { divisions: { NA_Operations: SEED.divisions.NA_Operations } });
  simulator.switches.faults = [{ method: "DELETE", path: "/subjects/", kind: "status", status: 409, times: 1 }];
  const failure = await plugin
    .update(grant.id, grant.props, news)
    .catch((caught: ServiceError) => caught as ServiceError);
  const remains = remainsOf(failure as ServiceError);
  if (remains === undefined) throw new Error("the engine should be told what is left");
  expect(remains).toMatchObject({ id: grant.id, reasons: [expect.stringContaining("409")] });
  expect(remains.props["__provider"]).toBe(news.__provider);
  expect(await plugin.update(grant.id, remains.props, news)).toEqual(news);
  expect((await plugin.read(grant.id, remains.props)).inputs).toEqual(news);
});

it("never prints a secret or a token, whatever fails", async () => {
  await configure();
  const role = await plugin.create(roleProps());
  const client = await plugin.create(clientProps(role.id));
  simulator.switches.faults = [{ path: "/oauth/clients", kind: "status", status: 409, times: 10 }];
  const errors = await Promise.all([
    plugin.update(client.id, client.props, clientProps(role.id)).catch((error: ServiceError) => error.details),
    plugin.read(client.id, client.props).catch((error: ServiceError) => error.details),
    plugin.delete(client.id, client.props).catch((error: ServiceError) => error.details),
  ]);
  const text = `${errors.join("\n")}\n${plugin.printed()}`;
  expect(text).toContain("409");
  expect(text).not.toContain(String(client.props["clientSecret"]));
  expect(text).not.toContain(SEED.deployer.clientSecret);
  expect(text).not.toMatch(/bearer/i);
});
