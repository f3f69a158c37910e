import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { likeOrg } from "../../../toolkit/org/likeOrg.ts";
import { startOrg } from "../../../toolkit/org/startOrg.ts";

const BEHAVIOUR = {
  formatVersion: 1,
  tool: { name: "genesys-access", version: "0" },
  organization: { id: "58f5d08e-c7f5-4f60-b254-92c700bbecf8" },
  observedAt: "2026-11-29T10:00:00.000Z",
  run: "0123abcd",
  complete: false,
  questions: [{ id: "wildcards", asks: "?", notObserved: "no", exchanges: [] }],
  switches: { escalationGuard: "role", uniqueNames: "divisions", requestsPerMinute: 300, madeUp: 1 },
  left: [],
  notAsked: [],
};

function file(value: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), "like-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const name = join(folder, "org-behaviour.json");
  writeFileSync(name, typeof value === "string" ? value : JSON.stringify(value));
  return name;
}

it("an org is started like the one of the file; a switch that is given wins", async () => {
  const like = file(BEHAVIOUR);
  const options = { port: 0, host: "127.0.0.1", fromSpec: [], switch: ["requestsPerMinute=0"], like };
  const { simulator, notes } = await startOrg(options, process.cwd());
  onTestFinished(() => simulator.close());
  expect(simulator.switches).toMatchObject({ escalationGuard: "role", uniqueNames: "divisions", requestsPerMinute: 0 });
  expect(notes.join(" ")).toContain("1 switches that this version does not know");
  expect(notes.join(" ")).toContain("no answer to wildcards");
});

it("a file that is not of a probe is refused, and so is a value that the org does not take", () => {
  expect(() => likeOrg("no-such-file.json")).toThrow("cannot be read");
  expect(() => likeOrg(file("[]"))).toThrow("Name a file that `genesys-access probe` wrote");
  const odd = file({ ...BEHAVIOUR, switches: { escalationGuard: "sometimes" } });
  expect(() => likeOrg(odd)).toThrow("switches.escalationGuard");
});
