/**
 * What a run of the probe makes, written down before the org is asked to make it: a line for each intention, on the disk before the request goes out. Names and
 * ids only. A run that was killed left its ledger, and `--clean` reads it.
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { z } from "zod";
import { Failure } from "../failure.ts";
import { isRun } from "./run.ts";

export const KINDS = ["role", "division", "client"] as const;
export type Kind = (typeof KINDS)[number];

const kind = z.enum(KINDS);
const Head = z.strictObject({ formatVersion: z.literal(1), organization: z.string(), run: z.string().refine(isRun) });
const Line = z.union([
  z.strictObject({ make: kind, name: z.string() }),
  z.strictObject({ made: kind, id: z.string() }),
  z.strictObject({ refused: kind, name: z.string() }),
  z.strictObject({ gone: kind, id: z.string() }),
]);

export interface WrittenLedger {
  readonly organization: string;
  readonly run: string;
  /** Ids that the org gave, without those that it said are gone. */
  readonly made: readonly { readonly kind: Kind; readonly id: string }[];
  /** Something was asked for, and no answer was written down. */
  readonly uncertain: boolean;
}

export class Ledger {
  readonly file: string;

  private constructor(file: string) {
    this.file = file;
  }

  /** Throws a Failure where there is one already: what it names may still be in the org. */
  static begin(file: string, organization: string, run: string): Ledger {
    if (existsSync(file))
      throw new Failure(
        `${file} is of a run that did not end: remove what it left with \`genesys-access probe --clean\`, then run this again.`,
      );
    append(file, { formatVersion: 1, organization, run }, "wx");
    return new Ledger(file);
  }

  /** Call before the request goes out. */
  make(what: Kind, name: string): void {
    append(this.file, { make: what, name });
  }

  made(what: Kind, id: string): void {
    append(this.file, { made: what, id });
  }

  /** The org said that it deleted it. */
  gone(what: Kind, id: string): void {
    append(this.file, { gone: what, id });
  }

  /** The org said no, so that nothing was made. */
  refused(what: Kind, name: string): void {
    append(this.file, { refused: what, name });
  }
}

function append(file: string, line: object, flag = "a"): void {
  try {
    const open = openSync(file, flag, 0o600);
    try {
      writeSync(open, `${JSON.stringify(line)}\n`);
      fsyncSync(open);
    } finally {
      closeSync(open);
    }
  } catch (error) {
    throw new Failure(
      `${file} cannot be written: ${(error as Error).message}. Nothing is made that is not written down.`,
    );
  }
}

/** Throws a Failure for a file that is no ledger. A last line that is cut off was of a request that never went out. */
export function readLedger(file: string): WrittenLedger {
  const [first = "", ...rest] = readText(file).split("\n");
  const head = Head.safeParse(jsonOf(first));
  if (!head.success) throw new Failure(`${file} is no ledger of a probe.`);
  const { organization, run } = head.data;
  const made = new Map<string, { kind: Kind; id: string }>();
  let open = 0;
  for (const text of rest) {
    const line = Line.safeParse(jsonOf(text)).data;
    if (line === undefined) continue;
    if ("gone" in line) made.delete(line.id);
    else open += "make" in line ? 1 : -1;
    if ("made" in line) made.set(line.id, { kind: line.made, id: line.id });
  }
  return { organization, run, made: [...made.values()], uncertain: open > 0 };
}

export function removeLedger(file: string): void {
  rmSync(file, { force: true });
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${(error as Error).message}.`);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
