import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { serialiseSnapshot } from "../../../access/snapshot/serialise.ts";
import { type OrgData, SEED, type Simulator, seedOrg, startSimulator } from "../../../simulator/index.ts";
import type { Failure } from "../../../toolkit/failure.ts";
import { openSnapshot, readSnapshotFile } from "../../../toolkit/open/openSnapshot.ts";
import { OLDEST_PARTIAL, partialName } from "../../../toolkit/snapshot/partialFile.ts";
import { renderSnapshot } from "../../../toolkit/snapshot/render.ts";
import { takeSnapshot } from "../../../toolkit/snapshot/takeSnapshot.ts";
import { chooseManners } from "../../../toolkit/terminal.ts";

const ROOT = mkdtempSync(join(tmpdir(), "genesys-access-snapshot-"));
afterAll(() => rmSync(ROOT, { recursive: true }));

/** The seed org, whose deployer may read the settings too. */
function readable(): OrgData {
  const org = seedOrg();
  org.roles
    .find(({ id }) => id === SEED.roles["Access as Code Deployer"])
    ?.permissionPolicies.push({ domain: "authorization", entityName: "settings", actionSet: ["view"] });
  return org;
}

const failureOf = (work: Promise<unknown>): Promise<Failure> =>
  work.then(
    () => Promise.reject(new Error("it did not fail")),
    (error: unknown) => error as Failure,
  );

/** The next login of a call that is refused each time ends a reading at once, without the pauses of an org that is down. */
const refusedLogin = (path: string) => ({ path, kind: "status" as const, status: 401, times: 20 });

describe("a snapshot of an org", () => {
  let org: Simulator;
  let folder: string;
  let output: string;
  const take = (more: object = {}, env: object = {}) =>
    takeSnapshot({ org: true, output, ...more }, { ...org.environment, ...env });
  const start = async (seed = readable()) => {
    org = await startSimulator({ seed });
    folder = mkdtempSync(join(ROOT, "run-"));
    output = join(folder, "deep", "org.json");
  };
  const callsSince = (seen: number) =>
    org.requests.slice(seen).flatMap(({ operation, path }) => (path === "/oauth/token" ? [] : [operation ?? path]));
  beforeEach(async () => {
    chooseManners({ quiet: true });
    await start();
  });
  afterEach(async () => {
    chooseManners({});
    await org.close();
  });

  it("is its owner's file, reads back as it was taken, and differs from the next in its time alone", async () => {
    const { snapshot, exitCode } = await take();
    expect(exitCode).toBe(0);
    expect(statSync(output).mode & 0o777).toBe(0o600);
    const text = readFileSync(output, "utf8");
    expect(readSnapshotFile(output)).toEqual({ snapshot, notes: [], label: output });
    expect(text).toBe(serialiseSnapshot(snapshot));
    const again = (await take()).snapshot;
    expect(serialiseSnapshot({ ...again, readAt: snapshot.readAt })).toBe(text);
    expect(existsSync(partialName(output))).toBe(false);
  });

  it("changes nothing, and holds no secret", async () => {
    org.switches.secretOnRead = true;
    const before = org.export();
    await take();
    expect(org.requests.filter(({ method, path }) => method !== "GET" && path !== "/oauth/token")).toEqual([]);
    expect(org.export()).toEqual(before);
    const text = readFileSync(output, "utf8");
    for (const { clientSecret } of [SEED.deployer, SEED.console, SEED.legacy]) expect(text).not.toContain(clientSecret);
    expect(text).not.toMatch(/secret|sha256|bearer/i);
  });

  it("is written though something is hidden, and the exit code says so", async () => {
    await org.close();
    await start(seedOrg());
    const { snapshot, exitCode } = await take();
    expect(exitCode).toBe(4);
    expect(readSnapshotFile(output).snapshot).toEqual(snapshot);
    expect(renderSnapshot(snapshot, "org.json")).toContain(
      "settings not read: The reading client lacks directory:organization:admin or authorization:settings:view",
    );
  });

  it("goes on where it was interrupted, for the same client", async () => {
    org.switches.faults = [refusedLogin(`/divisions/${SEED.divisions.EMEA_Support}/grants$`)];
    const failure = await failureOf(take());
    expect(failure.exitCode).toBe(4);
    expect(failure.message).toMatch(/org\.json\.partial: run the same command again within \d+ minutes to go on\.$/);
    expect(existsSync(output)).toBe(false);
    const partial = partialName(output);
    expect(statSync(partial).mode & 0o777).toBe(0o600);
    expect(readFileSync(partial, "utf8")).not.toMatch(/@contoso\.example|secret/);
    org.switches.faults = [];
    const seen = org.requests.length;
    expect((await take()).exitCode).toBe(0);
    expect(callsSince(seen)).not.toContain("GET /api/v2/oauth/clients");
    expect(existsSync(partial)).toBe(false);
    const resumed = readSnapshotFile(output).snapshot;
    expect(serialiseSnapshot({ ...(await take()).snapshot, readAt: resumed.readAt })).toBe(serialiseSnapshot(resumed));
  });

  it("begins anew after what another client, another version or an earlier day left", async () => {
    org.switches.faults = [refusedLogin(`/divisions/${SEED.divisions.EMEA_Support}/grants$`)];
    await failureOf(take());
    org.switches.faults = [];
    const partial = partialName(output);
    const [head = "", ...lines] = readFileSync(partial, "utf8").split("\n");
    const old = new Date(Date.now() - OLDEST_PARTIAL - 1000).toISOString();
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    for (const change of [
      { clientId: "x" },
      { organization: "x" },
      { tool: "x" },
      { begunAt: old },
      { begunAt: tomorrow },
    ]) {
      writeFileSync(partial, [JSON.stringify({ ...JSON.parse(head), ...change }), ...lines].join("\n"));
      const seen = org.requests.length;
      await take();
      expect(callsSince(seen), JSON.stringify(change)).toContain("GET /api/v2/oauth/clients");
    }
  });

  it("takes nothing from a damaged line on, and writes through no link", async () => {
    const elsewhere = join(folder, "elsewhere");
    writeFileSync(elsewhere, "mine");
    await take();
    symlinkSync(elsewhere, partialName(output));
    org.switches.faults = [refusedLogin("/oauth/clients$")];
    await failureOf(take());
    expect(readFileSync(elsewhere, "utf8")).toBe("mine");
    const partial = partialName(output);
    expect(lstatSync(partial).isFile()).toBe(true);
    const text = readFileSync(partial, "utf8");
    writeFileSync(partial, `${text}{"key":"clients","value":[{"id"`);
    org.switches.faults = [];
    expect((await take()).exitCode).toBe(0);
  });

  it("refuses what an interrupted reading left and fits no org", async () => {
    org.switches.faults = [refusedLogin("/oauth/clients$")];
    await failureOf(take());
    org.switches.faults = [];
    const division = { id: SEED.divisions.Home, name: "Home", description: "", home: true };
    const lines = readFileSync(partialName(output), "utf8")
      .split("\n")
      .filter((line) => !line.includes('"divisions"'));
    writeFileSync(
      partialName(output),
      [...lines.filter(Boolean), JSON.stringify({ key: "divisions", value: [division, division] })].join("\n"),
    );
    const failure = await failureOf(take());
    expect(failure.message).toContain("is removed: run the same command again");
    expect((await take()).exitCode).toBe(0);
  });

  it("replaces an older snapshot, and nothing else", async () => {
    await take();
    await take();
    const mine = join(folder, "package.json");
    writeFileSync(mine, '{"name": "mine"}');
    const seen = org.requests.length;
    const failure = await failureOf(take({ output: mine }));
    expect(failure.message).toBe(`${mine} is there and is no snapshot. Name another file, or remove it.`);
    expect(readFileSync(mine, "utf8")).toBe('{"name": "mine"}');
    expect(org.requests.length).toBe(seen);
  });

  it("has no address of a user on request", async () => {
    const key = { GENESYS_ACCESS_REDACT_KEY: "0123456789abcdef0123456789abcdef" };
    const users = async (redact: string, env: object = {}) => {
      await take({ redact }, env);
      expect(readFileSync(output, "utf8")).not.toMatch(/@(contoso|partner)\.example/);
      return readSnapshotFile(output).snapshot.people.map(({ name }) => name);
    };
    const hashed = await users("hash", key);
    expect(hashed).toEqual(await users("hash", key));
    expect(hashed).not.toEqual(await users("hash"));
    expect(new Set(await users("leave-out"))).toEqual(new Set([null, "EMEA Supervisors"]));
    const failure = await failureOf(take({ redact: "hash" }, { GENESYS_ACCESS_REDACT_KEY: "short" }));
    expect(failure.message).toContain("has 5 characters");
  });

  it("is told in lines that no name of the org can break", async () => {
    const { snapshot } = await take();
    const organization = { ...snapshot.organization, name: "x\u001b[31m\nEverything was read." };
    const lines = renderSnapshot({ ...snapshot, organization }, "org.json").split("\n");
    expect(lines[0]).toContain('the org "x\\u001b[31m\\nEverything was read."');
    expect(lines.filter((line) => line === "Everything was read.")).toHaveLength(1);
  });

  it("is opened alike from the environment, from a stack and from a file", async () => {
    await take();
    writeFileSync(join(folder, "Pulumi.yaml"), "name: access\nruntime: nodejs\n");
    writeFileSync(join(folder, "prod.yaml"), `organization: { id: ${SEED.organizationId} }\n`);
    writeFileSync(join(folder, "other.yaml"), `organization: { id: ${SEED.roles.admin} }\n`);
    const open = (source: object) => openSnapshot(source, { cwd: folder, env: { ...org.environment } });
    const { snapshot } = await open({ org: true });
    for (const source of [{ stack: "prod.yaml" }, { snapshot: output }, { snapshot: output, stack: "prod.yaml" }])
      expect((await open(source)).snapshot, JSON.stringify(source)).toEqual({
        ...snapshot,
        readAt: expect.stringMatching(/Z$/),
      });
    for (const source of [
      { stack: "other.yaml" },
      { org: true, stack: "other.yaml" },
      { snapshot: output, stack: "other.yaml" },
    ]) {
      const failure = await failureOf(open(source));
      expect(failure.exitCode, JSON.stringify(source)).toBe(3);
      expect(failure.message).toContain(`other.yaml is for ${SEED.roles.admin}`);
    }
  });

  it("is not opened where nobody says what, or how", async () => {
    const open = (source: object, env: NodeJS.ProcessEnv = {}) => failureOf(openSnapshot(source, { cwd: folder, env }));
    expect((await open({})).message).toContain("--snapshot FILE");
    expect((await open({ org: true, snapshot: "x" })).message).toContain("name one of them");
    const missing = await open({ org: true });
    expect(missing.exitCode).toBe(4);
    expect(missing.details).toEqual([
      "region: set GENESYSCLOUD_REGION (for instance mypurecloud.de or eu-central-1).",
      "oauthClientId: set GENESYSCLOUD_OAUTHCLIENT_ID.",
      "oauthClientSecret: set GENESYSCLOUD_OAUTHCLIENT_SECRET.",
    ]);
    expect((await open({ snapshot: join(folder, "none.json") })).message).toContain("cannot be read");
    expect((await open({ snapshot: folder })).message).toContain("it is no file");
    writeFileSync(join(folder, "cut.json"), "{");
    const damaged = await open({ snapshot: join(folder, "cut.json") });
    expect(damaged.details).toEqual([expect.stringContaining("it was cut or damaged")]);
  });
});
