/** Reads the sources, compares them and writes the report: what `genesys-access catalogue refresh` does with its options. */
import { printDay } from "../../access/values/day.ts";
import type { GuardName } from "../../toolkit/catalogue/guards.ts";
import type { VendorFacts } from "../../toolkit/catalogue/model.ts";
import { readOpenApi } from "../../toolkit/catalogue/openApi.ts";
import { refreshCatalogue } from "../../toolkit/catalogue/refresh.ts";
import { printRefresh, type RefreshFormat } from "../../toolkit/catalogue/report.ts";
import { EXIT, type ExitCode } from "../../toolkit/exitCodes.ts";
import { Failure } from "../../toolkit/failure.ts";
import { workingTree } from "../../toolkit/open/source.ts";
import { specFiles } from "../../toolkit/open/specFiles.ts";
import { allStackNames } from "../../toolkit/open/stackNames.ts";
import { remark } from "../../toolkit/terminal.ts";
import { writeReport } from "../../toolkit/writeReport.ts";

export interface RefreshOptions {
  readonly orgPermissions?: string;
  readonly stack?: string;
  readonly from?: string;
  readonly to?: string;
  readonly write?: string;
  readonly accept?: readonly GuardName[];
  readonly format: RefreshFormat;
  readonly output?: string;
}

export async function run(options: RefreshOptions): Promise<ExitCode> {
  const { orgPermissions, stack, from, to } = options;
  if (orgPermissions === undefined) return refresh(options, await sources(options));
  if (stack === undefined || from !== undefined || to !== undefined)
    throw new Failure("--org-permissions reads the org of one stack, named by --stack, and no document.");
  const { writeOrgPermissions } = await import("../../toolkit/catalogue/orgPermissions.ts");
  remark(await writeOrgPermissions({ stack, output: orgPermissions, today: printDay(new Date()) }));
  return EXIT.ok;
}

interface Sources {
  readonly from?: VendorFacts;
  readonly to?: VendorFacts;
}

async function sources({ from, to, stack }: RefreshOptions): Promise<Sources> {
  if (from === undefined && to === undefined && stack === undefined)
    throw new Failure(
      "There is nothing to compare the catalogue with. Name the vendor's document with --to, or a stack whose org is asked with --stack.",
    );
  if (to !== undefined && stack !== undefined)
    throw new Failure("--to and --stack both say what the catalogue is compared with. Name one of them.");
  const before = from === undefined ? {} : { from: readOpenApi(from) };
  if (to !== undefined) return { ...before, to: readOpenApi(to) };
  if (stack === undefined) return before;
  const { readOrgAccount } = await import("../../toolkit/catalogue/orgAccount.ts");
  return { ...before, to: await readOrgAccount(stack) };
}

async function refresh({ write, accept = [], format, output }: RefreshOptions, compared: Sources): Promise<ExitCode> {
  const cwd = process.cwd();
  const { report, exitCode } = await refreshCatalogue({
    ...compared,
    ...(write !== undefined && { write }),
    accept,
    // Outside of a project there are only profiles and rules.
    files: allStackNames(workingTree(cwd)).length > 0 ? specFiles([], cwd) : [],
    today: printDay(new Date()),
  });
  writeReport(printRefresh(report, format), output, format);
  return exitCode;
}
