/** Plans the stack and refuses credentials that cannot deploy it, before anything is registered. */
import type { DesiredAccess } from "../access/plan/desired.ts";
import { SELECTOR_NOTES, selectorNotes } from "../access/plan/lockedSelectors.ts";
import type { DeployedNames } from "../access/plan/madeNames.ts";
import { plan } from "../access/plan/plan.ts";
import { findingLines, ORG_NOTES, type PreflightFinding } from "../access/preflight/finding.ts";
import { isReader } from "../access/preflight/permissions.ts";
import { preflight } from "../access/preflight/preflight.ts";
import { GenesysApiError } from "../providers/genesys/apiError.ts";
import type { Inspection } from "../providers/genesys/inspection.ts";
import * as pulumi from "../providers/pulumi/sdk.ts";
import type { Stack } from "./loadStack.ts";
import { refuse } from "./refuse.ts";

const READ_ONLY = "These credentials can only read. What the deploying client lacks, `genesys-access preflight` tells.";

/**
 * The plan of the stack. Entries that do not fit the org and lacks of the deployer are one list, which stops an update. A preview may run with
 * credentials that can only read: it stops where nothing can be planned, and tells the rest as a warning.
 *
 * @param deployed the names that the last deployment gave; undefined where the engine does not tell
 */
export function requirePlan(
  { spec, connection }: Stack,
  { org, ...seen }: Inspection,
  deployed: DeployedNames | undefined,
): DesiredAccess {
  const planned = org instanceof GenesysApiError ? org : plan(spec, org);
  const input = { ...seen, spec, apiUrl: connection.apiUrl };
  const all = preflight(planned instanceof GenesysApiError ? input : { ...input, ...askedOf(org, deployed), planned });
  const isPreview = pulumi.isDryRun();
  const readOnly = isPreview && isReader(spec.value, seen.deployer);
  const findings = readOnly ? all.filter(isAboutPlanning) : all;
  const errors = findings.filter(({ level }) => level === "error");
  if (planned instanceof GenesysApiError) return refuseUnplanned(spec.file, errors, planned);
  if (!planned.ok) return refuse("does not fit the org", spec.file, errors);
  const stopping = isPreview ? errors.filter(({ code, about }) => code === "wrong-region" || about === "org") : errors;
  if (stopping.length > 0) return refuse(stoppedBy(errors), spec.file, errors);
  if (readOnly) pulumi.log.info(READ_ONLY);
  tell(findings);
  const notes = org instanceof GenesysApiError ? [] : selectorNotes(spec, org.divisions);
  if (notes.length > 0) pulumi.log.warn([SELECTOR_NOTES, ...notes].join("\n"));
  return planned.desired;
}

/** What the org said of permissions and names; the markers of this stack and its state tell which of the names are its own. */
function askedOf(org: Inspection["org"], deployed: DeployedNames | undefined) {
  if (org instanceof GenesysApiError) return {};
  const { listing, names, mostDivisions } = org;
  const owner = { project: pulumi.getProject(), stack: pulumi.getStack() };
  return { listing, mostDivisions, ...(names && { naming: { names, owner, ...(deployed && { deployed }) } }) };
}

function stoppedBy(errors: readonly PreflightFinding[]): string {
  const isOrg = errors.every(({ about }) => about === "org");
  return isOrg ? "does not fit the org" : "cannot be deployed with these credentials";
}

/** True for a finding that also stops a preview: credentials that can only read are not told about permissions for writing. */
function isAboutPlanning({ phases }: PreflightFinding): boolean {
  return phases === undefined || phases.includes("plan");
}

function refuseUnplanned(file: string, errors: readonly PreflightFinding[], { message }: Error): never {
  if (errors.length > 0) return refuse("cannot be planned with these credentials", file, errors);
  // A 403 that no missing permission explains, for instance one of an attribute policy of the org.
  throw new pulumi.RunError(message);
}

/** One warning for all that the deployer lacks, and one for what the org does not have; advice is for `genesys-access preflight`. */
function tell(findings: readonly PreflightFinding[]): void {
  const ofOrg = findings.filter(({ about }) => about === "org");
  const ofDeployer = findings.filter(({ about }) => about !== "org");
  const refused = ofDeployer.some(({ level }) => level === "error");
  warn(
    refused
      ? "An update with these credentials would be refused; the deploying client lacks:"
      : "The deploying client lacks what later steps need:",
    ofDeployer,
  );
  warn(ORG_NOTES, ofOrg);
}

function warn(head: string, findings: readonly PreflightFinding[]): void {
  const lines = [...findingLines(findings, "error"), ...findingLines(findings, "warning")];
  if (lines.length > 0) pulumi.log.warn([head, ...lines].join("\n"));
}
