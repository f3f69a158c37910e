/** Reports of a fleet that never ran, and the files of them. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { notPreviewed, type OrgReport } from "../../../toolkit/fleet/model.ts";
import type { FleetReport } from "../../../toolkit/fleet/readReport.ts";
import { renderFleet } from "../../../toolkit/fleet/render.ts";
import type { RunHead } from "../../../toolkit/fleet/runHead.ts";

const SHARDS: Readonly<Record<string, number>> = { apac: 1, emea: 1, latam: 2, na: 2 };
export const FILES = "ab".repeat(16);

export function head(change: Partial<RunHead> = {}): RunHead {
  return {
    id: "100",
    startedAt: "2026-11-29T08:00:00.000Z",
    commit: "c0".repeat(20),
    shared: "5a".repeat(16),
    settings: { refresh: true, failOn: ["widened"], policyPacks: [], approvals: null },
    retryOf: null,
    shards: 2,
    stacks: Object.entries(SHARDS).map(([stack, shard]) => ({ stack, shard, files: FILES })),
    ...change,
  };
}

export function org(stack: string, change: Partial<OrgReport> = {}): OrgReport {
  return {
    ...notPreviewed({ name: stack, file: `stacks/${stack}.yaml` }),
    seconds: 12,
    result: "applied",
    exitCode: 0,
    ...change,
  };
}

/** Shard 1 has apac and emea, shard 2 latam and na. */
export function shardText(index: number, change: Partial<FleetReport> = {}, orgs: readonly OrgReport[] = []): string {
  const own = Object.keys(SHARDS).filter((stack) => SHARDS[stack] === index);
  const stacks = change.stacks ?? own.map((stack) => orgs.find((one) => one.stack === stack) ?? org(stack));
  const { action = "up", run = head(), shard = { index, count: run.shards } } = change;
  return renderFleet(action, stacks, "json", undefined, { run, shard });
}

/** A folder for files of one test file. */
export function reportFolder(): { write(name: string, text: string): string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), "fleet-reports-"));
  return {
    write: (name, text) => {
      writeFileSync(join(dir, name), text);
      return join(dir, name);
    },
    remove: () => rmSync(dir, { recursive: true }),
  };
}
