/** One preflight from start to report. */

import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import { printProblem } from "../../access/language/problem.ts";
import type { OrgFacts } from "../../access/plan/orgFacts.ts";
import { orgQuestions } from "../../access/plan/orgQuestions.ts";
import { plan, stackNameOf } from "../../access/plan/plan.ts";
import { deployerSpec } from "../../access/preflight/deployerSpec.ts";
import type { PreflightFinding } from "../../access/preflight/finding.ts";
import { NAME_CODES } from "../../access/preflight/names.ts";
import { needsOf } from "../../access/preflight/needs.ts";
import { withObservations } from "../../access/preflight/observed.ts";
import { type PreflightInput, preflight, regionProblems } from "../../access/preflight/preflight.ts";
import { GenesysApiError } from "../../providers/genesys/apiError.ts";
import type { Connection } from "../../providers/genesys/connection.ts";
import { inspectOrg } from "../../providers/genesys/inspection.ts";
import { OtherOrganization } from "../../providers/genesys/otherOrganization.ts";
import { Session } from "../../providers/genesys/session.ts";
import { EXIT, type ExitCode } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { observedOrg } from "../open/observedOrg.ts";
import { openStack } from "../open/openStack.ts";
import { readProjectSettings } from "../open/projectSettings.ts";
import { readStackConfig } from "../open/stackConfig.ts";
import { writeReport } from "../writeReport.ts";
import { deployedNames } from "./deployedNames.ts";
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
  const inspected = await inspect(spec, await config.connection(), options.stack, cwd);
  const observed = observedOrg(spec.file, spec.value.organization.id, cwd);
  const report = { ...inspected, findings: withObservations(inspected.findings, observed) };
  writeReport(renderPreflight(report, options.format), options.output, options.format);
  return report.findings.some(({ level }) => level === "error") ? EXIT.refused : EXIT.ok;
}

async function inspect(spec: LoadedSpec, connection: Connection, stack: string, cwd: string): Promise<PreflightReport> {
  const { apiUrl } = connection;
  const head = { stack: stackNameOf(spec.file), needs: needsOf(spec.value) };
  const inspected = await inspectOrg(new Session(connection), orgQuestions(spec.value)).catch((error: unknown) =>
    error instanceof OtherOrganization ? error : notReachable(error, spec, apiUrl),
  );
  if (inspected instanceof OtherOrganization) {
    const { organization } = inspected;
    const deployer = { clientId: connection.clientId };
    return { ...head, organization, deployer, findings: preflight({ spec, apiUrl, organization }) };
  }
  const { org, ...seen } = inspected;
  const input = { ...seen, spec, apiUrl };
  const findings = org instanceof GenesysApiError ? preflight(input) : await preflightIn(org, input, stack, cwd);
  // A 403 that no missing permission explains, for instance one of an attribute policy of the org.
  if (org instanceof GenesysApiError && !findings.some(({ level }) => level === "error"))
    throw new Failure(org.message, EXIT.unreachable);
  const { clientId, name } = seen.deployer;
  return { ...head, organization: seen.organization, deployer: { clientId, name }, findings };
}

/** The state is asked only where a name of the spec is one that the org has: it alone tells for certain what is the stack's own. */
async function preflightIn(
  org: OrgFacts,
  { spec, ...seen }: PreflightInput,
  stack: string,
  cwd: string,
): Promise<PreflightFinding[]> {
  const { listing, names, mostDivisions } = org;
  const input = { ...seen, spec, planned: plan(spec, org), listing, mostDivisions };
  if (!names) return preflight(input);
  const isFile = /\.ya?ml$/.test(stack);
  const name = isFile ? stackNameOf(spec.file) : stack.slice(stack.lastIndexOf("/") + 1);
  const { project } = readProjectSettings(name, cwd);
  const naming = { names, owner: { stack: name, ...(project !== "" && { project }) } };
  const first = preflight({ ...input, naming });
  if (isFile || !first.some(({ code }) => NAME_CODES.includes(code))) return first;
  const deployed = await deployedNames(stack, cwd);
  return deployed ? preflight({ ...input, naming: { ...naming, deployed } }) : first;
}

/** A wrong region looks like wrong credentials. */
function notReachable(error: unknown, spec: LoadedSpec, apiUrl: string): never {
  if (!(error instanceof GenesysApiError)) throw error;
  const hints = regionProblems(spec, apiUrl).map(printProblem);
  throw new Failure([error.message, ...hints].join(" "), EXIT.unreachable);
}
