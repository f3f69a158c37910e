import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RESOURCES } from "../../access/resources/index.ts";
import { keptOutputs } from "../../access/resources/kept.ts";
import { UNKNOWN_VALUE as UNKNOWN } from "../../access/resources/unknown.ts";
import { SEED, type Simulator, startSimulator } from "../../simulator/index.ts";
import { clientProps, grantProps, roleProps } from "./support/examples.ts";
import { type PluginProcess, startPluginProcess } from "./support/pluginProcess.ts";

/** Properties of resources as a release wrote them that knew nothing of purpose, owner, data protection, Home and existing roles. */
const OLD = JSON.parse(readFileSync("test/providers/fixtures/state-before-pass-through.json", "utf8")) as Record<
  "role" | "client" | "grant",
  Record<string, unknown>
>;
/** Texts that the org must not hold; a name that its own roles do not have. */
const ONLY_IN_STATE = [
  "bi-team@contoso.example",
  "Nightly export of calls",
  "Works agreement 12",
  "Employee of old",
  "newProduct",
];

let simulator: Simulator;
let plugin: PluginProcess;

beforeEach(async () => {
  simulator = await startSimulator();
  plugin = await startPluginProcess();
  await plugin.configure({
    "genesys-access:gateway": simulator.url,
    "genesys-access:oauthClientId": SEED.deployer.clientId,
    "genesys-access:oauthClientSecret": SEED.deployer.clientSecret,
  });
});
afterEach(async () => {
  await plugin.stop();
  await simulator.close();
});

const inDivision = { divisions: { EMEA_Operations: SEED.divisions.EMEA_Operations } };
const answers = { divisionAware: ["newProduct:newEntity:view"], notDivisionAware: ["newProduct:other:view"] };
const role = () =>
  roleProps({ purpose: "Nightly export of calls", beyondCatalogue: ["newProduct:newEntity:view"], ...answers });
const client = (roleId: string) =>
  clientProps(roleId, {
    owner: "bi-team@contoso.example",
    purpose: "Nightly export of calls",
    dataProtection: { legalBasis: "Works agreement 12", nativeMasking: true },
    grants: { "bi-reader": { roleId, ...inDivision, justification: "Head office", home: true } },
  });
const grant = (roleId: string) => grantProps(roleId, { existingRole: "Employee of old", home: true, ...answers });

describe("what only policies and reports read", () => {
  it("is kept by check, create, read and update, and never sent to Genesys Cloud", async () => {
    const made = await plugin.create((await plugin.check({}, role())).inputs);
    const madeClient = await plugin.create((await plugin.check({}, client(made.id))).inputs);
    const madeGrant = await plugin.create((await plugin.check({}, grant(made.id))).inputs);
    for (const [{ id, props }, inputs, { leftOut }] of [
      [made, role(), RESOURCES.role],
      [madeClient, client(made.id), RESOURCES.client],
      [madeGrant, grant(made.id), RESOURCES.grant],
    ] as const) {
      expect((await plugin.check({}, inputs)).inputs).toEqual(inputs);
      expect((await plugin.read(id, props)).inputs).toEqual(inputs);
      expect(await plugin.update(id, props, inputs)).toMatchObject(keptOutputs(inputs, leftOut));
    }
    const org = JSON.stringify(simulator.export());
    for (const text of ONLY_IN_STATE) expect(org).not.toContain(text);
  });

  it("is left out of the state where it says nothing", async () => {
    const empty = { purpose: undefined, beyondCatalogue: [], divisionAware: [], notDivisionAware: [] };
    expect((await plugin.check({}, JSON.parse(JSON.stringify(roleProps(empty))))).inputs).toEqual(roleProps());
    const silent = { dataProtection: { nativeMasking: false } };
    expect((await plugin.check({}, clientProps("r", silent))).inputs).toEqual(clientProps("r"));
    expect((await plugin.check({}, grantProps("r", { home: false }))).inputs).toEqual(grantProps("r"));
  });

  it("may be unknown in a preview", async () => {
    const { inputs, failures } = await plugin.check(
      {},
      roleProps({ purpose: UNKNOWN, beyondCatalogue: UNKNOWN, divisionAware: UNKNOWN }),
    );
    expect(failures).toEqual([]);
    expect(inputs).toMatchObject({ purpose: UNKNOWN, beyondCatalogue: UNKNOWN, divisionAware: UNKNOWN });
  });
});

describe("a state of an older release", () => {
  it("is read without a difference, updated to the new inputs and deleted", async () => {
    const old = await plugin.create(OLD.role);
    const withRole = (text: Record<string, unknown>) =>
      JSON.parse(JSON.stringify(text).replaceAll("ROLE_ID", old.id)) as Record<string, unknown>;
    const oldClient = await plugin.create(withRole(OLD.client));
    const oldGrant = await plugin.create(withRole(OLD.grant));
    expect((await plugin.read(old.id, old.props)).inputs).toEqual(OLD.role);
    expect((await plugin.read(oldClient.id, oldClient.props)).inputs).toEqual(withRole(OLD.client));
    expect((await plugin.read(oldGrant.id, oldGrant.props)).inputs).toEqual(withRole(OLD.grant));
    expect(await plugin.diff(oldGrant.id, oldGrant.props, grant(old.id))).toMatchObject({ replaces: [] });
    expect(await plugin.update(oldClient.id, oldClient.props, client(old.id))).toMatchObject({
      owner: "bi-team@contoso.example",
    });
    expect(await plugin.update(oldGrant.id, oldGrant.props, grant(old.id))).toEqual(grant(old.id));
    await plugin.delete(oldGrant.id, oldGrant.props);
    await plugin.delete(oldClient.id, oldClient.props);
  });
});
