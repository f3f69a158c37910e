/** `--clean`: removes what a run left that was cut off, by its ledger, by its name, or both. */
import { existsSync } from "node:fs";
import { type Organization, Session } from "../../providers/genesys/session.ts";
import { Failure } from "../failure.ts";
import { type Cleaned, clean } from "./clean.ts";
import { readLedger, removeLedger, type WrittenLedger } from "./ledger.ts";
import { findAll } from "./objects.ts";
import { smallestGrantOf } from "./probe.ts";
import { isRun, runOf } from "./run.ts";
import { type ProbeRun, reached } from "./runProbe.ts";

type CleanRun = Omit<ProbeRun, "tell" | "signal">;

/**
 * The run to clean up after: of the ledger, or of this name. Undefined where the org has nothing of any run.
 *
 * @throws Failure where nobody says which run, or the ledger is of another org
 */
export async function runToClean(
  { connection, ledger, options = {} }: CleanRun,
  named: string | undefined,
  organization: Organization,
): Promise<WrittenLedger | undefined> {
  if (named !== undefined && !isRun(named))
    throw new Failure(`--run: a run has eight digits from 0 to f, and ${JSON.stringify(named)} has not.`);
  const written = existsSync(ledger) ? readLedger(ledger) : undefined;
  if (written !== undefined && (named === undefined || named === written.run)) {
    if (written.organization === organization.id) return written;
    throw new Failure(
      `${ledger} is of the organization ${written.organization}, and these are credentials of ${organization.id}. Give those of the first.`,
    );
  }
  if (named !== undefined) return { organization: organization.id, run: named, made: [], uncertain: true };
  const { client } = new Session(connection, options);
  const runs = new Set((await reached(() => findAll(client))).flatMap(({ name }) => runOf(name) ?? []));
  if (runs.size === 0) return undefined;
  const list = [...runs].map((run) => `--run ${run}`).join(", ");
  throw new Failure(
    `There is no ledger ${ledger}, and the org has objects of ${runs.size === 1 ? "a run" : "several runs"}. Say which run to clean up after, if no one else is in the middle of it: ${list}.`,
  );
}

/** Removes everything of the run; the ledger goes when nothing is left. */
export async function cleanAfter(
  { connection, ledger, options = {} }: CleanRun,
  written: WrittenLedger,
): Promise<Cleaned> {
  const session = new Session(connection, options);
  const deployer = await reached(() => session.deployer());
  const cleaned = await reached(() => clean(session.client, written, smallestGrantOf(deployer)));
  const isOfLedger = existsSync(ledger) && readLedger(ledger).run === written.run;
  if (cleaned.left.length === 0 && isOfLedger) removeLedger(ledger);
  return cleaned;
}
