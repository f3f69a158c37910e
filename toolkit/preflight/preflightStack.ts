/** One preflight from start to report. */

import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import { printProblem } from "../../access/language/problem.ts";
import { orgNeeds } from "../../access/plan/orgNeeds.ts";
import { plan, stackNameOf } from "../../access/plan/plan.ts";
import { deployerSpec } from "../../access/preflight/deployerSpec.ts";
import { needsOf } from "../../access/preflight/needs.ts";
import { preflight, regionProblems } from "../../access/preflight/preflight.ts";
import { GenesysApiError } from "../../providers/genesys/apiError.ts";
import type { Connection } from "../../providers/genesys/connection.ts";
import { type Inspection, inspectOrg } from "../../providers/genesys/inspection.ts";
import { Session } from "../../providers/genesys/session.ts";
import { EXIT, type ExitCode } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { openStack } from "../open/openStack.ts";
import { readStackConfig } from "../open/stackConfig.ts";
import { writeReport } from "../writeReport.ts";
import { deployerWaivers } from "./deployerWaivers.ts";
import type { PreflightOptions } from "./options.ts";
import { type PreflightReport, renderPreflight } from "./render.ts";

/** Writes the report, and tells how the command ends. Throws a Failure where the org does not answer or refuses the login. */
export async function preflightStack(options: PreflightOptions): Promise<ExitCode> {
  const cwd = process.cwd();
  const config = await readStackConfig(options.stack, cwd, process.env);
  // A stack need not have a file of its name, nor be in Pulumi: a file with a spec is enough.
  const { spec } = openStack(/\.ya?ml$/.test(options.stack) ? options.stack : config.specFile, cwd);
  if (options.printRole) {
    const stack = stackNameOf(spec.file);
    writeReport(deployerSpec(spec.value, stack, deployerWaivers(spec.value, stack, new Date())), options.output);
    return EXIT.ok;
  }
  const report = await inspect(spec, await config.connection());
  writeReport(renderPreflight(report, options.format), options.output);
  return report.findings.some(({ level }) => level === "error") ? EXIT.refused : EXIT.ok;
}

async function inspect(spec: LoadedSpec, connection: Connection): Promise<PreflightReport> {
  const { apiUrl } = connection;
  const { org, ...seen } = await inspectOrg(new Session(connection), orgNeeds(spec.value)).catch((error: unknown) =>
    notReachable(error, spec, apiUrl),
  );
  const planned = org instanceof GenesysApiError ? undefined : plan(spec, org);
  const findings = preflight({ ...seen, spec, apiUrl, ...(planned && { planned }) });
  // A 403 that no missing permission explains, for instance one of an attribute policy of the org.
  if (org instanceof GenesysApiError && !findings.some(({ level }) => level === "error"))
    throw new Failure(org.message, EXIT.unreachable);
  return { stack: stackNameOf(spec.file), ...who(seen), needs: needsOf(spec.value), findings };
}

function who({ organization, deployer: { clientId, name } }: Omit<Inspection, "org">) {
  return { organization, deployer: { clientId, name } };
}

/** A wrong region looks like wrong credentials. */
function notReachable(error: unknown, spec: LoadedSpec, apiUrl: string): never {
  if (!(error instanceof GenesysApiError)) throw error;
  const hints = regionProblems(spec, apiUrl).map(printProblem);
  throw new Failure([error.message, ...hints].join(" "), EXIT.unreachable);
}
