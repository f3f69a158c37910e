/** Everything that an adoption writes, worked out before anything is written. Reads no network and no clock. */
import { type LoadedSpec, loadSpec } from "../../access/language/loadSpec.ts";
import { type Problem, printProblem } from "../../access/language/problem.ts";
import { isExisting } from "../../access/language/spec.ts";
import type { ReadText } from "../../access/language/specReader.ts";
import type { DesiredAccess } from "../../access/plan/desired.ts";
import type { OrgListing } from "../../access/plan/orgFacts.ts";
import { plan } from "../../access/plan/plan.ts";
import type { Snapshot } from "../../access/snapshot/model.ts";
import type { Finding } from "../../policies/finding.ts";
import { factsFromPlan } from "../../policies/fromPlan.ts";
import { judgeFacts } from "../../policies/judgeFacts.ts";
import { orgTerms } from "../../policies/orgTerms.ts";
import { NO_FILES, type ProjectFiles, ProjectSpecs } from "../../policies/projectSpecs.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { fitToLanguage } from "./fitToLanguage.ts";
import { type ImportResource, importFileText, importResources } from "./importFile.ts";
import { adoptionKeys } from "./keys.ts";
import { knownObjects } from "./known.ts";
import { mappingText, NO_MAPPING, readMapping } from "./mappingFile.ts";
import { mergeSpec } from "./mergeSpec.ts";
import { type Decision, OBJECT_KINDS, type ObjectKind } from "./model.ts";
import { movedFromTerraform } from "./movedFromTerraform.ts";
import { factsOfSnapshot } from "./orgFacts.ts";
import { adoptionReport } from "./report.ts";
import { scopeOfTerraform } from "./scope.ts";
import { selectionOf } from "./selection.ts";
import type { TerraformSource } from "./source.ts";

export interface AdoptionRequest {
  readonly snapshot: Snapshot;
  /** Where a state of Terraform says what is taken. */
  readonly terraform?: TerraformSource | undefined;
  readonly project: string;
  /** Without an organization before it. */
  readonly stack: string;
  readonly specFile: string;
  readonly only: readonly string[];
  /** What the org says of its permissions; undefined where nobody could ask. */
  readonly listing: OrgListing | undefined;
  /** Id of the client that is going to deploy, where somebody knows it; whoever read the org is taken for one as well. */
  readonly deployer?: string | undefined;
  /** The spec as it is; undefined where there is none. */
  readonly before: LoadedSpec | undefined;
  readonly readText: ReadText;
  readonly mapping: { readonly file: string; readonly text: string | undefined };
  /** The files of the project: other stacks of the same organization have a say in what is refused. None by default. */
  readonly files?: ProjectFiles;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

export interface AdoptionPlan {
  readonly decisions: readonly Decision[];
  /** Kinds of which something was asked for. */
  readonly kinds: ReadonlySet<ObjectKind>;
  readonly mapping: string;
  /** The spec; undefined where what is there cannot be added to. */
  readonly spec: string | undefined;
  /** The whole spec as if there were none, and why it does not go into the one that is there. */
  readonly beside?: { readonly text: string; readonly why: string };
  readonly importFile: string;
  readonly resources: readonly ImportResource[];
  readonly report: string;
  readonly findings: readonly Finding[];
  readonly differences: readonly string[];
  readonly secrets: readonly string[];
  /** Number of entries that are new in the spec. */
  readonly added: number;
}

/** @throws Failure where the mapping file or the selection is wrong, or what is written would not be valid */
export function planAdoption(request: AdoptionRequest): AdoptionPlan {
  const { snapshot, project, stack, specFile, before, listing, readText } = request;
  const owner = `${project}/${stack}`;
  const written =
    request.mapping.text === undefined
      ? NO_MAPPING
      : readMapping(request.mapping.file, request.mapping.text, snapshot.organization.id);
  const known = knownObjects(before?.value, snapshot, written, owner);
  const keys = adoptionKeys(snapshot, known.mapping, known.taken);
  const { terraform } = request;
  const scope = terraform && scopeOfTerraform(terraform.reading);
  const isState = terraform !== undefined && terraform.comparison === undefined;
  const selection = selectionOf(request.only, snapshot, keys, scope);
  const facts = factsOfSnapshot(snapshot, listing);
  const fitted = fitToLanguage(
    {
      snapshot,
      keys,
      mapping: known.mapping,
      selection,
      scope,
      isState,
      stack: owner,
      ...(request.deployer !== undefined && { deployer: request.deployer }),
    },
    facts,
    specFile,
  );
  if (!("decisions" in fitted))
    throw notValid(
      `What would be written into ${specFile} is not valid, which is a fault of this program: report it. Nothing was written.`,
      fitted.problems,
    );
  const merged = before === undefined ? undefined : mergeSpec(before, readText, fitted.entries);
  const isMerged = merged !== undefined && !("fault" in merged);
  const text = merged === undefined ? fitted.text : isMerged ? merged.text : fitted.text;
  const loaded = loadSpec(specFile, (name, first) => (name === specFile ? text : readText(name, first)));
  if (!loaded.ok) throw notValid(`${specFile} would not be valid. Nothing was written.`, loaded.problems);
  const planned = plan(loaded.spec, facts);
  if (!planned.ok)
    throw notValid(`${specFile} does not fit the org. Correct it first; nothing was written.`, planned.problems);
  const { desired } = planned;
  const isSubject = ({ kind }: Decision) => kind === "clients" || kind === "users" || kind === "groups";
  const subjects = new Set(
    fitted.decisions
      .filter((one) => isSubject(one) && one.state === "existing" && !known.before.has(one.id))
      .map(({ id }) => id),
  );
  const { resources, differences } = importResources({ desired, snapshot, project, stack, subjects });
  const findings = findingsOf(loaded.spec, desired, request);
  const secrets = secretsOf(loaded.spec);
  const lines = differences.map(({ name, property }) => `${name}: ${property}`);
  return {
    decisions: fitted.decisions,
    kinds: new Set([
      ...selection.kinds,
      ...[...selection.single].map((text) => text.split(".")[0] as ObjectKind),
      // Also where the reading shows none of them.
      ...OBJECT_KINDS.filter((kind) => scope !== undefined && request.only.length === 0 && scope.ids[kind].size > 0),
    ]),
    mapping: mappingText(request.mapping.file, request.mapping.text, snapshot, known.mapping, fitted.decisions),
    spec: merged !== undefined && !isMerged ? undefined : text,
    ...(merged !== undefined && !isMerged && { beside: { text: fitted.text, why: merged.fault } }),
    importFile: importFileText(resources),
    resources,
    report: adoptionReport({
      snapshot,
      stack,
      specFile,
      decisions: fitted.decisions,
      findings,
      secrets,
      differences: lines,
      sections: terraform ? movedFromTerraform(terraform, fitted.decisions) : [],
    }),
    findings,
    differences: lines,
    secrets,
    added: isMerged ? merged.added.length : fitted.entries.length,
  };
}

function notValid(message: string, problems: readonly Problem[]): Failure {
  return new Failure(message, EXIT.invalidSpec, problems.map(printProblem));
}

/** What refuses an update of the spec as it is. Throws a Failure where nobody can judge it, because stacks of the organization contradict each other. */
function findingsOf(
  spec: LoadedSpec,
  desired: DesiredAccess,
  { files = NO_FILES, today }: Pick<AdoptionRequest, "files" | "today">,
): readonly Finding[] {
  const org = orgTerms(spec, new ProjectSpecs(files), true);
  if (org.problems.length > 0) throw notValid(`${spec.file} could not be judged. Nothing was written.`, org.problems);
  const expectations = [...desired.expectations, ...org.promises];
  const terms = { settings: org.settings, waivers: spec.value.waivers, today };
  const { open } = judgeFacts(factsFromPlan({ ...desired, expectations }), terms);
  return open.filter(({ enforcementLevel }) => enforcementLevel === "mandatory");
}

/** Client-credentials clients whose only secret is the one that they had before. */
function secretsOf({ value }: LoadedSpec): string[] {
  return Object.entries(value.clients)
    .filter(
      ([, client]) =>
        !isExisting(client) &&
        client.adopted !== undefined &&
        client.grantType === "CLIENT-CREDENTIALS" &&
        client.secret.generation === 1,
    )
    .map(([key]) => key)
    .sort();
}
