import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { SEED, startSimulator } from "../../simulator/index.ts";
import { as, makeClient, openOrg } from "./support.ts";

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), "simulator-"));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

test("an org outlives its simulator in a data file that holds no secret and is readable by its owner alone", async () => {
  const dir = folder();
  const dataFile = path.join(dir, "org.json");
  const first = await openOrg({ dataFile });
  const client = await makeClient(await as(first, SEED.deployer), "Reports", ["routing:queue:view"], ["*"]);
  const { audit, ...onDisk } = JSON.parse(readFileSync(dataFile, "utf8"));
  expect(onDisk).toEqual(first.export());
  expect(audit).toEqual(first.audit());
  await first.close();
  const text = readFileSync(dataFile, "utf8");
  for (const secret of [client.clientSecret, SEED.deployer.clientSecret]) expect(text).not.toContain(secret);
  expect(statSync(dataFile).mode & 0o777).toBe(0o600);
  expect(readdirSync(dir)).toEqual(["org.json"]);
  const second = await openOrg({ dataFile });
  expect(second.export()).toEqual(first.export());
  expect((await (await as(second, client)).get("/api/v2/routing/queues")).body.total).toBe(6);
});

test("a read does not touch the data file", async () => {
  const dataFile = path.join(folder(), "org.json");
  const simulator = await openOrg({ dataFile });
  const api = await as(simulator, SEED.console);
  const { mtimeNs } = statSync(dataFile, { bigint: true });
  await api.get("/api/v2/authorization/roles");
  await api.send("POST", "/api/v2/analytics/conversations/details/query", {
    interval: "2026-06-01T00:00Z/2026-06-02T00:00Z",
  });
  expect(statSync(dataFile, { bigint: true }).mtimeNs).toBe(mtimeNs);
});

test("a data file that is not an org is refused with the reason and the way out, and left alone", async () => {
  const dataFile = path.join(folder(), "org.json");
  for (const [text, why] of [
    ["{", "is not JSON"],
    ['{"version": 2}', "not an org of this simulator"],
  ] as const) {
    writeFileSync(dataFile, text);
    await expect(startSimulator({ dataFile })).rejects.toThrow(why);
    await expect(startSimulator({ dataFile })).rejects.toThrow("move it away to start with a fresh org");
    expect(readFileSync(dataFile, "utf8")).toBe(text);
  }
  await expect(startSimulator({ dataFile: folder() })).rejects.toThrow("cannot be read");
});

test("the seed org is the same every time and its ids look like random UUIDs", async () => {
  const [one, two] = [await openOrg(), await openOrg()];
  expect(one.export()).toEqual(two.export());
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  for (const { id } of [...one.export().roles, ...one.export().clients, ...one.export().divisions])
    expect(id).toMatch(uuid);
});

test("an export is a copy: changing it does not change the org", async () => {
  const simulator = await openOrg();
  simulator.export().roles.length = 0;
  const { body } = await (await as(simulator, SEED.deployer)).get("/simulator/org");
  expect(body).toEqual(simulator.export());
  expect(simulator.export().roles).toHaveLength(8);
});
