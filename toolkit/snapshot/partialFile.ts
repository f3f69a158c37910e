/** What an interrupted reading leaves beside its output, line by line, so that the next run goes on where it ended. */
import { appendFileSync, closeSync, constants, fstatSync, openSync, readFileSync, rmSync } from "node:fs";
import { z } from "zod";
import { LARGEST_SNAPSHOT } from "../../access/snapshot/parse.ts";
import type { ReadingMemory } from "../../providers/genesys/snapshot/memory.ts";
import { Failure } from "../failure.ts";
import { TOOL } from "../tool.ts";

/** Only what the same client read in the same org, with the same version, is taken up. */
export interface ReadingOf {
  readonly organization: string;
  readonly clientId: string;
}

/** Milliseconds: an org changes, and a snapshot must not be of yesterday and of today. */
export const OLDEST_PARTIAL = 60 * 60 * 1000;

export interface PartialFile extends ReadingMemory {
  /** The number of things that were read before; 0 for a reading that begins. */
  readonly taken: number;
  readonly begunAt: Date;
  /** Something was read and kept. */
  readonly holds: () => boolean;
  /** The reading is at its end. */
  readonly remove: () => void;
}

const head = z.strictObject({
  partial: z.literal(1),
  tool: z.string(),
  organization: z.string(),
  clientId: z.string(),
  begunAt: z.iso.datetime(),
});
const line = z.strictObject({ key: z.string(), value: z.unknown() });

export function partialName(output: string): string {
  return `${output}.partial`;
}

/**
 * Takes up what is there, or begins anew. Never through a symbolic link, and readable by nobody else.
 *
 * @throws Failure where it cannot be written
 */
export function openPartial(output: string, { organization, clientId }: ReadingOf, now: Date): PartialFile {
  const file = partialName(output);
  const [first, ...rest] = readLines(file);
  const known = head.safeParse(first);
  const own = { partial: 1 as const, tool: `${TOOL.name} ${TOOL.version}`, organization, clientId };
  const age = known.success ? now.getTime() - Date.parse(known.data.begunAt) : Number.NaN;
  const isSame =
    known.success &&
    age >= 0 &&
    age <= OLDEST_PARTIAL &&
    JSON.stringify({ ...known.data, begunAt: "" }) === JSON.stringify({ ...own, begunAt: "" });
  const kept = new Map<string, unknown>();
  const begunAt = isSame ? new Date(known.data.begunAt) : now;
  if (isSame) {
    for (const one of rest) {
      const read = line.safeParse(one);
      if (read.success) kept.set(read.data.key, read.data.value);
    }
  }
  const taken = kept.size;
  // Written anew in any case: half a line of the interruption goes.
  write(file, "begin", { ...own, begunAt: begunAt.toISOString() });
  for (const [key, value] of kept) write(file, "append", { key, value });
  return {
    taken,
    begunAt,
    recall: (key) => kept.get(key),
    keep: (key, value) => {
      kept.set(key, value);
      write(file, "append", { key, value });
    },
    holds: () => kept.size > 0,
    remove: () => rmSync(file, { force: true }),
  };
}

const NO_LINK = constants.O_NOFOLLOW ?? 0;

/** The values of its lines, up to the first one that is none; empty where there is no such file, or something else has its name. */
function readLines(file: string): unknown[] {
  let open: number;
  try {
    open = openSync(file, constants.O_RDONLY | NO_LINK | (constants.O_NONBLOCK ?? 0));
  } catch {
    return [];
  }
  try {
    const stat = fstatSync(open);
    if (!stat.isFile() || stat.size > LARGEST_SNAPSHOT) return [];
    const values: unknown[] = [];
    for (const text of readFileSync(open, "utf8").split("\n")) {
      const value = jsonOf(text);
      if (value === undefined) break;
      values.push(value);
    }
    return values;
  } finally {
    closeSync(open);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function write(file: string, how: "begin" | "append", value: object): void {
  try {
    if (how === "begin") rmSync(file, { force: true });
    const kind = how === "begin" ? constants.O_CREAT | constants.O_EXCL : constants.O_APPEND;
    const open = openSync(file, constants.O_WRONLY | kind | NO_LINK, 0o600);
    try {
      appendFileSync(open, `${JSON.stringify(value)}\n`);
    } finally {
      closeSync(open);
    }
  } catch (error) {
    throw new Failure(`${file} cannot be written: ${(error as Error).message}.`);
  }
}
