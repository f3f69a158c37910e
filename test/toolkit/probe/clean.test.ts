/** A probe that is cut off at any write leaves nothing once it was cleaned, and no file of it holds a secret. */
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { SEED, type Switches } from "../../../simulator/index.ts";
import { cleanAfter, runToClean } from "../../../toolkit/probe/cleanAfter.ts";
import { QUESTIONS } from "../../../toolkit/probe/questions/index.ts";
import { organizationOf } from "../../../toolkit/probe/runProbe.ts";
import { probeAs, type Sandbox, sandbox } from "./support.ts";

const FEW = ["guard", "guard-edit", "role-names", "role-in-use", "active-client-delete", "tokens-after-delete"];
const SOME = QUESTIONS.filter(({ id }) => FEW.includes(id));

/** A sandbox whose probe is dead after so many writes, its own cleaning included; `lost`: the org did the last one, and nobody heard of it. */
async function killedAfter(most: number, lost: boolean, switches: Partial<Switches> = {}): Promise<Sandbox> {
  let writes = 0;
  const box: Sandbox = await sandbox(switches, {
    beforeWrite: async () => {
      writes += 1;
      if (writes > most) throw new Error("killed");
      if (lost && writes === most) box.org.switches.faults = [{ path: "/api/v2/", kind: "drop-after", times: 1 }];
    },
  });
  await expect(box.probe(SOME)).rejects.toThrow("killed");
  const { beforeWrite: _, ...options } = box.run.options ?? {};
  return { ...box, run: { ...box.run, options } };
}

async function cleaned({ run }: Sandbox, named?: string) {
  const written = await runToClean(run, named, await organizationOf(run));
  return written && cleanAfter(run, written);
}

describe("a probe that is killed", () => {
  it.each([
    [1, true],
    [2, false],
    [3, true],
    [6, false],
    [8, true],
    [12, true],
    [15, false],
    [26, true],
  ])("is cleaned up after %i writes, the last one unheard of: %s", async (most, lost) => {
    const box = await killedAfter(most, lost, most % 2 === 0 ? { readAfterWriteDelayMs: 3000 } : {});
    expect(existsSync(box.run.ledger)).toBe(true);
    expect(await cleaned(box)).toMatchObject({ left: [] });
    expect(box.leftovers()).toEqual([]);
    expect(existsSync(box.run.ledger)).toBe(false);
  });

  it("is cleaned up without its ledger, by the name of the run", async () => {
    const box = await killedAfter(9, true);
    const run = /probe-([0-9a-f]{8})-/.exec(box.leftovers()[0] ?? "")?.[1] ?? "";
    rmSync(box.run.ledger);
    await expect(cleaned(box)).rejects.toThrow(`--run ${run}`);
    expect(box.leftovers()).not.toEqual([]);
    await expect(cleaned(box, "")).rejects.toThrow("eight digits");
    expect(await cleaned(box, run)).toMatchObject({ left: [] });
    expect(box.leftovers()).toEqual([]);
    expect(await cleaned(box)).toBeUndefined();
  });

  it("is cleaned up by a ledger whose last line is cut off", async () => {
    const box = await killedAfter(7, false);
    appendFileSync(box.run.ledger, '{"make":"role","na');
    expect(await cleaned(box)).toMatchObject({ left: [] });
    expect(box.leftovers()).toEqual([]);
  });

  it("does not run again before it is cleaned up", async () => {
    const box = await killedAfter(4, false);
    await expect(box.probe(SOME)).rejects.toThrow("--clean");
  });
});

it("a probe that is interrupted says what it did not get to, and leaves nothing", async () => {
  const stop = new AbortController();
  const box = await sandbox({});
  const tell = (line: string) => (line.includes("one name") ? stop.abort() : undefined);
  const behaviour = await probeAs({ ...box.run, questions: SOME, tell, signal: stop.signal });
  const open = behaviour.questions.filter(({ notObserved }) => notObserved === "the run was interrupted");
  expect(open.map(({ id }) => id)).toEqual(FEW.slice(2));
  expect(behaviour).toMatchObject({ complete: false, left: [] });
  expect(box.leftovers()).toEqual([]);
  expect(existsSync(box.run.ledger)).toBe(false);
});

describe("a ledger", () => {
  it("removes nothing that is not of its run, whatever ids it names", async () => {
    const { org, run } = await sandbox({});
    const before = org.export();
    const roleId = before.roles.find(({ defaultRoleId }) => defaultRoleId === undefined)?.id;
    const lines = [
      { formatVersion: 1, organization: SEED.organizationId, run: "0123abcd" },
      { made: "role", id: roleId },
      { made: "client", id: SEED.legacy.clientId },
      { made: "division", id: before.divisions[1]?.id },
    ];
    writeFileSync(run.ledger, lines.map((line) => JSON.stringify(line)).join("\n"));
    const written = await runToClean(run, undefined, await organizationOf(run));
    expect(written && (await cleanAfter(run, written))).toMatchObject({ removed: 0 });
    expect(org.export()).toEqual(before);
  });

  it("is refused where its run is none, or its organization another one", async () => {
    const { run } = await sandbox({});
    const organization = await organizationOf(run);
    const head = { formatVersion: 1, organization: organization.id, run: "" };
    writeFileSync(run.ledger, `${JSON.stringify(head)}\n`);
    await expect(runToClean(run, undefined, organization)).rejects.toThrow("no ledger");
    writeFileSync(run.ledger, `${JSON.stringify({ ...head, organization: "other", run: "0123abcd" })}\n`);
    await expect(runToClean(run, undefined, organization)).rejects.toThrow("credentials");
  });
});

it("no file and no line of a probe holds a secret, also where the org shows secrets on read", async () => {
  const digests = new Set<string>();
  const told: string[] = [];
  let ledger = "";
  const box: Sandbox = await sandbox(
    { secretOnRead: true },
    {
      beforeWrite: async () => {
        for (const { secretSha256 } of box.org.export().clients) digests.add(secretSha256);
        ledger = existsSync(box.run.ledger) ? readFileSync(box.run.ledger, "utf8") : ledger;
      },
    },
  );
  const behaviour = await probeAs({ ...box.run, tell: (line) => told.push(line) });
  const texts = [JSON.stringify(behaviour), told.join("\n"), ledger];
  expect(digests.size).toBeGreaterThan(12);
  for (const text of texts) {
    const words = text.match(/[\w.~+/=-]{8,}/g) ?? [];
    const found = words.filter((word) => digests.has(createHash("sha256").update(word).digest("hex")));
    expect(found).toEqual([]);
    expect(text).not.toContain(box.org.environment["GENESYSCLOUD_OAUTHCLIENT_SECRET"]);
    expect(text).not.toMatch(/@/);
  }
});
