/** What a run of `watch` remembers for the next one, for each stack: when it was green last, and what nobody managed then. */
import { existsSync } from "node:fs";
import { z } from "zod";
import { printable, printableJson } from "../../access/values/untrusted.ts";
import { Failure } from "../failure.ts";
import { readBounded } from "../readBounded.ts";
import { replaceFile } from "../replaceFile.ts";

/** Bytes; thousands of ids. */
const LARGEST = 16 * 1024 * 1024;

const entry = z.strictObject({
  organization: z.string(),
  /** ISO 8601; null before the first green run. */
  lastGreen: z.iso.datetime().nullable(),
  /** Ids of clients and roles that no stack managed, sorted. */
  known: z.array(z.string()),
});
const file = z.strictObject({ formatVersion: z.literal(1), stacks: z.record(z.string(), entry) });

export type WatchMemory = z.infer<typeof entry>;
export type WatchState = z.infer<typeof file>;

/** @throws Failure for a file that is no such state: to begin anew is for a person to decide */
export function readWatchState(name: string | undefined): WatchState {
  if (name === undefined || !existsSync(name)) return { formatVersion: 1, stacks: {} };
  const again = "Remove it to begin anew: then the usual window counts, and what nobody manages now is known.";
  try {
    const parsed = file.safeParse(JSON.parse(readBounded(name, LARGEST)));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new Error(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "unknown"}`);
  } catch (error) {
    throw new Failure(printable(`--state ${name} is no state of a watch (${(error as Error).message}). ${again}`));
  }
}

export function writeWatchState(name: string, state: WatchState): void {
  try {
    replaceFile(name, printableJson(state));
  } catch (error) {
    throw new Failure(printable(`The state ${name} cannot be written: ${(error as Error).message}.`));
  }
}
