/** One refresh of the catalogue: sources in, report and exit code out; the tables are written only where nothing speaks against them. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CATALOGUE_DATE } from "../../access/catalogue/date.ts";
import { EXIT, type ExitCode } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import type { SpecFile } from "../open/specFiles.ts";
import { compareFacts } from "./compare.ts";
import { type GuardName, refusals } from "./guards.ts";
import type { VendorFacts } from "./model.ts";
import type { RefreshReport } from "./report.ts";
import { snapshotOf } from "./snapshotOf.ts";
import { tableFacts } from "./tableFacts.ts";
import { refreshedTables, type Tables } from "./tables.ts";
import { touchedBy, usersOf } from "./touches.ts";

export interface RefreshInput {
  /** The account before; the catalogue of this program when absent. */
  readonly from?: VendorFacts;
  /** The account after; the catalogue of this program when absent. */
  readonly to?: VendorFacts;
  /** A folder with tables to write; without it nothing is written. */
  readonly write?: string;
  /** Guards whose refusal somebody has looked into. */
  readonly accept: readonly GuardName[];
  /** Specs whose access is compared. */
  readonly files: readonly SpecFile[];
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** The tables of this program. */
const OWN = fileURLToPath(new URL("../../catalogue", import.meta.url));

const NONE: Tables = new Map();

/** @throws Failure for a folder without tables, and for a source that is written though it is not compared with them */
export async function refreshCatalogue(input: RefreshInput): Promise<{ report: RefreshReport; exitCode: ExitCode }> {
  const { write, accept } = input;
  if (write !== undefined) checkFolder(write, input);
  const folder = write ?? OWN;
  const own = tableFacts(
    folder,
    write === undefined ? `the catalogue of ${CATALOGUE_DATE}` : `the catalogue in ${write}`,
  );
  const { from = own, to = own } = input;
  const comparison = compareFacts(from, to);
  const tablesOf = (facts: VendorFacts) =>
    facts === own ? NONE : refreshedTables(folder, facts, compareFacts(own, facts), input.today);
  const tables = tablesOf(to);
  const before = await snapshotOf(folder, tablesOf(from), input.files, input.today);
  const after = await snapshotOf(folder, tables, input.files, input.today);
  const against = refusals(from, comparison, usersOf(before));
  const refused = against.filter(({ guard }) => !accept.includes(guard));
  const missing = [...new Set([...(from.missing ?? []), ...(to.missing ?? [])])];
  const writes = write !== undefined && refused.length === 0 && missing.length === 0 ? [...tables] : [];
  for (const [name, text] of writes) writeFileSync(join(folder, name), text);
  return {
    report: {
      before: from.source,
      after: to.source,
      common: comparison.common,
      equal: comparison.equal,
      changes: comparison.changes,
      touched: touchedBy(before, after),
      refused,
      accepted: against.filter(({ guard }) => accept.includes(guard)),
      remarks: comparison.remarks,
      missing,
      written: writes.map(([name]) => join(folder, name)),
    },
    exitCode: missing.length > 0 ? EXIT.unreachable : refused.length > 0 ? EXIT.refused : EXIT.ok,
  };
}

function checkFolder(folder: string, { from, to }: RefreshInput): void {
  if (from !== undefined || to === undefined) {
    throw new Failure(
      "--write needs --to or --stack, and no --from: what is written is compared with the tables that are there.",
    );
  }
  if (!existsSync(join(folder, "operations.tsv"))) {
    throw new Failure(
      `${folder} has no operations.tsv. Name the folder of the catalogue, as a clone of this project has it.`,
    );
  }
}
