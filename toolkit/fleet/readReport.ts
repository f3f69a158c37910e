/** Reports of earlier runs, as files that anybody may have written. */
import { z } from "zod";
import { printable } from "../../access/values/untrusted.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { readBounded } from "../readBounded.ts";
import { TOOL } from "../tool.ts";
import type { OrgReport, OrgResult } from "./model.ts";
import { FLEET_ACTIONS, type FleetAction, MOST_SHARDS } from "./options.ts";
import type { RunHead } from "./runHead.ts";
import type { Shard } from "./shards.ts";

/** Bytes: 5,000 orgs are some five million. */
const LARGEST = 128 * 1024 * 1024;

export interface FleetReport {
  readonly action: FleetAction;
  /** The version of the tool that wrote it. */
  readonly version: string;
  readonly run: RunHead;
  /** Null where the report is of the whole fleet. */
  readonly shard: Shard | null;
  readonly stacks: readonly OrgReport[];
}

const { ok, refused, usage, invalidSpec, unreachable, internal } = EXIT;

/** The exit codes that go with each result: a file that says otherwise contradicts itself. */
const CODES: Readonly<Record<OrgResult, readonly number[]>> = {
  previewed: [ok],
  applied: [ok],
  unchanged: [ok],
  refused: [refused],
  failed: [usage, invalidSpec, unreachable, internal],
  interrupted: [refused],
  "not run": [refused],
  unknown: [unreachable],
};
/** Results that only one of the actions has. */
const ONLY_OF: Readonly<Partial<Record<OrgResult, FleetAction>>> = {
  previewed: "preview",
  applied: "up",
  unchanged: "up",
};

const name = z.string().min(1).max(200);
/** Of what is gained. */
const gain = z.string().regex(/^[0-9a-f]{64}$/);
/** Of files. */
const digest = z.string().regex(/^[0-9a-f]{32}$/);
const count = z.int().min(0);
const results = Object.keys(CODES) as [OrgResult, ...OrgResult[]];

const org = z
  .object({
    stack: name,
    file: z.string(),
    organization: z.object({ id: z.string(), name: z.string() }).optional(),
    access: z
      .object({
        verdict: z.enum(["widened", "narrowed", "mixed", "unchanged", "unknown"]),
        driftLookedFor: z.boolean(),
        gained: count,
        lost: count,
        unknown: count,
        digest: gain.optional(),
      })
      .optional(),
    changes: z.object({ create: count, update: count, replace: count, delete: count }),
    seconds: z.number().min(0).max(1e7),
    result: z.enum(results),
    exitCode: z.literal([ok, refused, usage, invalidSpec, unreachable, internal]),
    reasons: z.array(z.string()),
    kept: z.literal(true).optional(),
  })
  .refine(({ result, exitCode }) => CODES[result].includes(exitCode), "result and exitCode contradict each other");

const shardNumber = z.int().min(1).max(MOST_SHARDS);
const report = z
  .object({
    formatVersion: z.literal(1),
    action: z.enum(FLEET_ACTIONS),
    tool: z.object({ name: z.literal(TOOL.name), version: z.string() }),
    run: z.object({
      id: z.string().max(200).nullable(),
      startedAt: z.iso.datetime(),
      commit: z
        .string()
        .regex(/^[0-9a-f]{40,64}$/)
        .nullable(),
      shared: digest,
      settings: z.object({
        refresh: z.boolean(),
        failOn: z.array(z.string()),
        policyPacks: z.array(z.string()),
        approvals: digest.nullable(),
      }),
      retryOf: digest.nullable(),
      shards: shardNumber,
      stacks: z.array(z.object({ stack: name, shard: shardNumber, files: digest })).min(1),
    }),
    shard: z.object({ index: shardNumber, count: shardNumber }).nullable(),
    stacks: z.array(org),
  })
  .superRefine(({ action, run, shard, stacks }, context) => {
    const wrong = (message: string) => context.addIssue({ code: "custom", message });
    const planned = new Map(run.stacks.map((one) => [one.stack, one.shard]));
    if (planned.size !== run.stacks.length) wrong("the list of the fleet names a stack twice");
    if (run.stacks.some((one) => one.shard > run.shards)) wrong("a stack is in a shard that there is not");
    if (shard !== null && (shard.count !== run.shards || shard.index > shard.count))
      wrong("it is of no shard of its run");
    const told = new Set(stacks.map(({ stack }) => stack));
    if (told.size !== stacks.length) wrong("it tells of one stack twice");
    const own = run.stacks.filter((one) => shard === null || one.shard === shard.index);
    for (const { stack } of own) if (!told.has(stack)) wrong(`it does not tell of ${stack}, which is in its part`);
    if (told.size > own.length) wrong("it tells of a stack that is not in its part");
    for (const { stack, result } of stacks)
      if ((ONLY_OF[result] ?? action) !== action) wrong(`${stack} cannot be ${result} by ${action}`);
  });

/**
 * @param option for the message: what named the file
 * @throws Failure for a file that cannot be read, is no report of `fleet`, or contradicts itself
 */
export function readFleetReport(file: string, option: string): FleetReport & { readonly text: string } {
  const text = textOf(file, option);
  const parsed = report.safeParse(jsonOf(text));
  if (parsed.success) {
    const { action, tool, run, shard, stacks } = parsed.data;
    // Zod writes an absent key as one that may be undefined; none is written here.
    return { text, action, version: tool.version, run, shard, stacks: stacks as readonly OrgReport[] };
  }
  const [issue] = parsed.error.issues;
  const where = issue === undefined ? "" : ` (${[issue.path.join("."), issue.message].filter(Boolean).join(": ")})`;
  throw new Failure(
    printable(
      `${option}: ${file} is no whole report of fleet as JSON${where}. Name one that this release wrote with \`--format json --output FILE\`.`,
    ),
  );
}

function textOf(file: string, option: string): string {
  try {
    return readBounded(file, LARGEST);
  } catch (error) {
    throw new Failure(printable(`${option}: ${file} cannot be read: ${(error as Error).message}.`));
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
