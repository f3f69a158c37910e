/**
 * The verdict of a gate, written by the command that judged and read by the job that acts on it. An exit code alone says too little: Node, npm and
 * the shell use 1 as well, and a process that is killed says nothing of what it had found.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { TOOL } from "../tool.ts";
import { GATES, type Gate } from "./gates.ts";

/** Grows with every change that could break a reader. */
export const VERDICT_FORMAT_VERSION = 1;

const commit = z.string().regex(/^[0-9a-f]{40,64}$/);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const side = z.object({
  label: z.string().describe("For people."),
  commit: commit.nullable().describe("Full name of the commit of this side. Null where it is none."),
});
const stack = z.object({
  stack: z.string(),
  verdict: z.enum(["unchanged", "widened", "narrowed", "mixed", "unknown", "invalid"]),
  digest: digest.nullable().describe("Of exactly what is gained; null where nothing is."),
  refusals: z.array(z.string()).describe("Why the gate refuses this stack; empty where it does not."),
});

/** The outcomes of the gate with their exit codes: `passed` and `refused` as the gates say; `invalid` where a spec of the head is not valid. */
const OUTCOMES = {
  passed: EXIT.ok,
  refused: EXIT.refused,
  invalid: EXIT.invalidSpec,
} as const;
export type GateOutcome = keyof typeof OUTCOMES;

/** The content of a verdict file. */
export const verdict = z.object({
  formatVersion: z.literal(VERDICT_FORMAT_VERSION).describe("Grows with every change that could break a reader."),
  tool: z.object({ name: z.literal(TOOL.name), version: z.string() }),
  base: side,
  head: side,
  gate: z.object({ failOn: z.array(z.enum(GATES)), outcome: z.enum(["passed", "refused", "invalid"]) }),
  exitCode: z.number().int().describe("Of the process that wrote this, if it ended as it meant to."),
  stacks: z.array(stack),
});

export type GateVerdict = z.infer<typeof verdict>;
export type StackVerdict = GateVerdict["stacks"][number];
export type VerdictSide = GateVerdict["base"];

/** @param stacks every stack that was compared; those whose head is not valid as `invalid` */
export function gateVerdictOf(
  base: VerdictSide,
  head: VerdictSide,
  failOn: readonly Gate[],
  stacks: readonly StackVerdict[],
): GateVerdict {
  const outcome = outcomeOf(stacks);
  return {
    formatVersion: VERDICT_FORMAT_VERSION,
    tool: { name: TOOL.name, version: TOOL.version },
    base,
    head,
    gate: { failOn: [...failOn], outcome },
    exitCode: OUTCOMES[outcome],
    stacks: [...stacks],
  };
}

function outcomeOf(stacks: readonly StackVerdict[]): GateOutcome {
  if (stacks.some((one) => one.verdict === "invalid")) return "invalid";
  return stacks.some(({ refusals }) => refusals.length > 0) ? "refused" : "passed";
}

/** Before the work begins: the verdict of an earlier run must not be taken for this one's. */
export function discardVerdict(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch (error) {
    throw new Failure(`--verdict: ${file} cannot be removed: ${(error as Error).message}. Name another file.`);
  }
}

/** Whole or not at all: the last thing that a command does. */
export function writeVerdict(file: string, written: GateVerdict): void {
  const unfinished = `${file}.unfinished`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(unfinished, `${JSON.stringify(written, undefined, 2)}\n`);
    renameSync(unfinished, file);
  } catch (error) {
    throw new Failure(`The verdict cannot be written: ${(error as Error).message}.`);
  }
}

/** The job's own knowledge of the run that wrote the verdict: the verdict must agree with it. */
export interface ExpectedVerdict {
  /** Exit code of the process, as the shell saw it. */
  readonly exitCode: number;
  readonly baseCommit?: string | undefined;
  readonly headCommit?: string | undefined;
}

/** Throws a Failure unless the file is a whole verdict of that very run: whoever cannot read it must not go on. */
export function readVerdict(file: string, expected: ExpectedVerdict): GateVerdict {
  const found = parseVerdict(readText(file, expected), file, expected);
  if (found.exitCode !== expected.exitCode) throw noVerdict(`its file says exit code ${found.exitCode}`, expected);
  const outcome = outcomeOf(found.stacks);
  if (found.gate.outcome !== outcome || found.exitCode !== OUTCOMES[outcome])
    throw noVerdict("its file contradicts itself", expected);
  if (found.gate.failOn.length === 0)
    throw noVerdict("nothing was asked of the gate (--fail-on), so nothing was refused", expected);
  assertCommit("base", found.base.commit, expected.baseCommit, expected);
  assertCommit("head", found.head.commit, expected.headCommit, expected);
  return found;
}

function readText(file: string, expected: ExpectedVerdict): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw noVerdict(`there is no file ${file}`, expected);
  }
}

function parseVerdict(text: string, file: string, expected: ExpectedVerdict): GateVerdict {
  try {
    return verdict.parse(JSON.parse(text));
  } catch {
    throw noVerdict(text.trim() === "" ? `${file} is empty` : `${file} is no verdict of this release`, expected);
  }
}

function assertCommit(name: string, found: string | null, wanted: string | undefined, expected: ExpectedVerdict): void {
  if (wanted === undefined || found === wanted) return;
  throw noVerdict(`its ${name} is ${found ?? "no commit"} and not ${wanted}`, expected);
}

function noVerdict(why: string, { exitCode }: ExpectedVerdict): Failure {
  return new Failure(
    `The comparison did not finish: it ended with exit code ${exitCode}, and ${why}. Nothing is decided; see the log of the run, and run it again.`,
    EXIT.internal,
  );
}
