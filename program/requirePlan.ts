/** Plans the stack and refuses credentials that cannot deploy it, before anything is registered. */
import type { DesiredAccess } from "../access/plan/desired.ts";
import { SELECTOR_NOTES, selectorNotes } from "../access/plan/lockedSelectors.ts";
import { plan } from "../access/plan/plan.ts";
import { findingLines, type PreflightFinding } from "../access/preflight/finding.ts";
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
 */
export function requirePlan({ spec, connection }: Stack, { org, ...seen }: Inspection): DesiredAccess {
  const planned = org instanceof GenesysApiError ? org : plan(spec, org);
  const input = { ...seen, spec, apiUrl: connection.apiUrl };
  const all = preflight(planned instanceof GenesysApiError ? input : { ...input, planned });
  const isPreview = pulumi.isDryRun();
  const readOnly = isPreview && isReader(spec.value, seen.deployer);
  const findings = readOnly ? all.filter(isAboutPlanning) : all;
  const errors = findings.filter(({ level }) => level === "error");
  if (planned instanceof GenesysApiError) return refuseUnplanned(spec.file, errors, planned);
  if (!planned.ok) return refuse("does not fit the org", spec.file, errors);
  const stopping = isPreview ? errors.filter(({ code }) => code === "wrong-region") : errors;
  if (stopping.length > 0) return refuse("cannot be deployed with these credentials", spec.file, errors);
  if (readOnly) pulumi.log.info(READ_ONLY);
  tell(findings);
  const notes = org instanceof GenesysApiError ? [] : selectorNotes(spec, org.divisions);
  if (notes.length > 0) pulumi.log.warn([SELECTOR_NOTES, ...notes].join("\n"));
  return planned.desired;
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

/** One warning for all of it; advice is for `genesys-access preflight`. */
function tell(findings: readonly PreflightFinding[]): void {
  const lines = [...findingLines(findings, "error"), ...findingLines(findings, "warning")];
  if (lines.length === 0) return;
  const head = findings.some(({ level }) => level === "error")
    ? "An update with these credentials would be refused; the deploying client lacks:"
    : "The deploying client lacks what later steps need:";
  pulumi.log.warn([head, ...lines].join("\n"));
}
