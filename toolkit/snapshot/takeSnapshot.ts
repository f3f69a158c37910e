/** One snapshot of an org, from the first call to the file. */
import { closeSync, existsSync, mkdirSync, openSync, readSync } from "node:fs";
import { dirname } from "node:path";
import { snapshotFlaws } from "../../access/snapshot/flaws.ts";
import { isComplete, type Snapshot } from "../../access/snapshot/model.ts";
import { redacted } from "../../access/snapshot/redact.ts";
import { serialiseSnapshot } from "../../access/snapshot/serialise.ts";
import { EXIT, type ExitCode } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { type OpenedSnapshot, openSnapshot } from "../open/openSnapshot.ts";
import { replaceFile } from "../replaceFile.ts";
import { remark } from "../terminal.ts";
import type { SnapshotOptions } from "./options.ts";
import { OLDEST_PARTIAL, openPartial, type PartialFile, partialName } from "./partialFile.ts";
import { redactionKey } from "./redactionKey.ts";

export interface Taken {
  readonly snapshot: Snapshot;
  readonly exitCode: ExitCode;
}

/** The file is its owner's alone: it says who can do what in an org. */
const OWNERS_ONLY = 0o600;

/** @throws Failure where the org cannot be read, or the file not be written */
export async function takeSnapshot(options: SnapshotOptions, env: NodeJS.ProcessEnv = process.env): Promise<Taken> {
  const { output, redact, org, stack } = options;
  if (!org && stack === undefined)
    throw new Failure(
      "Say which org to read: --org with credentials in the environment (GENESYSCLOUD_*), or --stack NAME.",
    );
  const key = redact === "hash" ? redactionKey(env) : undefined;
  prepare(output);
  let partial: PartialFile | undefined;
  let opened: OpenedSnapshot;
  try {
    opened = await openSnapshot(
      { org, ...(stack !== undefined && { stack }) },
      {
        env,
        memory: (reading) => {
          partial = openPartial(output, reading, new Date());
          if (partial.taken > 0)
            remark(`Going on with the reading of ${partial.begunAt.toISOString()}, which was interrupted.`);
          return partial;
        },
      },
    );
  } catch (error) {
    throw interrupted(error, output, partial);
  }
  const flaws = snapshotFlaws(opened.snapshot);
  if (flaws.length > 0) {
    partial?.remove();
    throw new Failure(
      partial?.taken
        ? `${partialName(output)} did not fit what the org holds now, and is removed: run the same command again.`
        : "The org answered what no snapshot can hold.",
      EXIT.unreachable,
      flaws,
    );
  }
  const snapshot = redact === undefined ? opened.snapshot : redacted(opened.snapshot, redact, key?.key ?? "");
  replaceFile(output, serialiseSnapshot(snapshot), OWNERS_ONLY);
  partial?.remove();
  for (const note of opened.notes) remark(note);
  if (key) remark(key.source);
  return { snapshot, exitCode: isComplete(snapshot) ? EXIT.ok : EXIT.unreachable };
}

/** What can go wrong with the file goes wrong before the org is asked. */
function prepare(output: string): void {
  try {
    mkdirSync(dirname(output), { recursive: true });
  } catch (error) {
    throw new Failure(`${dirname(output)} cannot be made: ${(error as Error).message}.`);
  }
  if (existsSync(output) && !looksLikeSnapshot(output))
    throw new Failure(`${output} is there and is no snapshot. Name another file, or remove it.`);
}

/** By its first bytes: a damaged one may be replaced too. */
function looksLikeSnapshot(file: string): boolean {
  const start = Buffer.alloc(512);
  try {
    const open = openSync(file, "r");
    try {
      const length = readSync(open, start, 0, start.length, 0);
      return (
        length === 0 ||
        /^\{\s*"formatVersion":\s*\d+,\s*"tool":\s*"genesys-access /.test(start.toString("utf8", 0, length))
      );
    } finally {
      closeSync(open);
    }
  } catch {
    return false;
  }
}

/** The failure, and that nothing of what was read is lost. */
function interrupted(error: unknown, output: string, partial: PartialFile | undefined): unknown {
  if (!(error instanceof Failure) || !partial) return error;
  if (!partial.holds()) {
    partial.remove();
    return error;
  }
  const minutes = Math.floor((partial.begunAt.getTime() + OLDEST_PARTIAL - Date.now()) / 60_000);
  const advice = `What was read is in ${partialName(output)}: run the same command again within ${minutes} minutes to go on.`;
  return new Failure(`${error.message} ${advice}`, error.exitCode, error.details);
}
