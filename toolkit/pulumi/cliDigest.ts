/**
 * The digest of the Pulumi CLI, before anything of it is run: compared with the one that the user gives, or with the one that was recorded when its
 * version was first used in this Pulumi home. A download that was exchanged is then found; the first one only where somebody gave a digest.
 */
import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, readSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";

/** The SHA-256 of the executable that may run, in hex. It belongs to one version and one kind of machine. */
export const DIGEST_VARIABLE = "GENESYS_ACCESS_PULUMI_SHA256";
/** In the Pulumi home. */
export const DIGEST_RECORD = "genesys-access-cli.json";

const entry = z.object({ sha256: z.string(), size: z.number(), mtimeMs: z.number() });
const record = z.record(z.string(), entry);
type DigestRecord = z.infer<typeof record>;

/**
 * Compares the executable, and records the digest of a version that is used for the first time.
 *
 * @param file the executable; only one in `versions/<version>/bin` of a Pulumi home is recorded, since others are replaced by their installers
 * @param say takes a sentence where there is nothing to compare with
 * @throws Failure where it is another file than the one that was given or recorded
 */
export function requireKnownCli(
  file: string,
  env: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): void {
  const wanted = env[DIGEST_VARIABLE];
  if (wanted) requireGiven(file, wanted);
  else requireRecorded(file, say);
}

function requireRecorded(file: string, say: (line: string) => void): void {
  const place = placeOf(file);
  if (!place) return;
  const known = readRecord(place.record);
  const { size, mtimeMs } = statSync(place.file);
  const before = known[place.key];
  if (before?.size === size && before.mtimeMs === mtimeMs) return;
  const sha256 = digestOf(place.file);
  if (before && before.sha256 !== sha256) {
    throw new Failure(
      `The Pulumi CLI ${place.file} has the SHA-256 ${sha256}, and had ${before.sha256} when its version was first used here. Nothing of it was run. ` +
        `Fetch it again; if you replaced it yourself, remove ${JSON.stringify(place.key)} from ${place.record}.`,
      EXIT.unreachable,
    );
  }
  const recorded = writeRecord(place.record, { ...known, [place.key]: { sha256, size, mtimeMs } });
  if (before) return;
  const later = recorded ? `From now on it is compared with that (${place.record}).` : "It cannot be recorded here.";
  say(
    `note: nobody gave a digest for the Pulumi CLI ${place.file}, and none was recorded: there is nothing to compare it with. Its SHA-256 is ${sha256}. ${later} ${DIGEST_VARIABLE} gives one.`,
  );
}

function requireGiven(file: string, wanted: string): void {
  if (!/^[0-9a-f]{64}$/i.test(wanted))
    throw new Failure(`${DIGEST_VARIABLE} is no SHA-256. Write the 64 hexadecimal digits of the executable's digest.`);
  const sha256 = digestOf(file);
  if (sha256 === wanted.toLowerCase()) return;
  throw new Failure(
    `The Pulumi CLI ${file} has the SHA-256 ${sha256}, and ${DIGEST_VARIABLE} says ${wanted.toLowerCase()}. Nothing of it was run. ` +
      "Fetch the version that was meant, or correct the variable.",
    EXIT.unreachable,
  );
}

interface Place {
  readonly file: string;
  readonly record: string;
  /** `3.255.0 linux-x64`. */
  readonly key: string;
}

/** Links are followed: several homes may share one installation. */
function placeOf(file: string): Place | undefined {
  const real = realpathSync(file);
  const root = dirname(dirname(real));
  const versions = dirname(root);
  if (basename(versions) !== "versions") return undefined;
  const key = `${basename(root)} ${process.platform}-${process.arch}`;
  return { file: real, record: join(dirname(versions), DIGEST_RECORD), key };
}

/** A record that cannot be read is none: whoever can break it could as well write another digest. */
function readRecord(file: string): DigestRecord {
  try {
    return record.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return {};
  }
}

function writeRecord(file: string, entries: DigestRecord): boolean {
  try {
    writeFileSync(file, `${JSON.stringify(entries, undefined, 2)}\n`, { mode: 0o600 });
    return true;
  } catch {
    return false; // a home that others own
  }
}

/** Piece by piece: the executable has more than a hundred megabytes. */
function digestOf(file: string): string {
  const hash = createHash("sha256");
  const piece = Buffer.allocUnsafe(1 << 20);
  const opened = openSync(file, "r");
  try {
    for (let read = readSync(opened, piece); read > 0; read = readSync(opened, piece))
      hash.update(piece.subarray(0, read));
  } finally {
    closeSync(opened);
  }
  return hash.digest("hex");
}
