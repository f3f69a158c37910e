/** The register of stacks, from their specs alone or with what their orgs hold. */

import { effectiveAccess } from "../../access/effective/effectiveAccess.ts";
import { profile } from "../../access/intent/profiles.ts";
import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import { printProblem } from "../../access/language/problem.ts";
import { isExisting, type SpecRole } from "../../access/language/spec.ts";
import { specReader } from "../../access/language/specReader.ts";
import type { DesiredAccess, Expectation } from "../../access/plan/desired.ts";
import type {
  RegisterDrift,
  RegisterOrg,
  RegisterPosition,
  RegisterRole,
  RegisterWaiver,
} from "../../access/register/model.ts";
import {
  clientId,
  type FindingOf,
  type PromiseOf,
  registerOrg,
  type SubjectFacts,
} from "../../access/register/registerOrg.ts";
import type { ReportResult, ReportStack } from "../../access/report/model.ts";
import { subjectId } from "../../access/values/subject.ts";
import { printYamlPath, type YamlPath } from "../../access/values/yamlPath.ts";
import type { StackFacts } from "../../policies/facts.ts";
import { factsFromPlan } from "../../policies/fromPlan.ts";
import { promiseWords } from "../../policies/promises.ts";
import { decidedOf } from "../../policies/rules/shared/expectedOf.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { judgeSpecs } from "../judge/judgeSpecs.ts";
import { cleanCommitOf } from "../open/commit.ts";
import { isValid, openSpec, type ValidStack } from "../open/loadedStack.ts";
import { workingTree } from "../open/source.ts";
import { specFiles } from "../open/specFiles.ts";

/** What the org of a stack told, beside its spec. */
export interface InTheOrg {
  readonly facts: ReadonlyMap<string, SubjectFacts>;
  readonly roleIds: ReadonlyMap<string, string>;
  readonly divisions: ReadonlyMap<string, { readonly id: string; readonly home: boolean }>;
  readonly drift: RegisterDrift;
  readonly source: Pick<RegisterOrg["source"], "readAt" | "readBy">;
  readonly coverage: RegisterOrg["coverage"];
  readonly complete: boolean;
}

export type AskOrg = (stack: ValidStack) => Promise<InTheOrg>;

/** @throws Failure where a spec is missing or not valid: a register that leaves one out would say that nobody has its access */
export async function specRegister(
  named: readonly string[],
  { cwd, today, askOrg }: { readonly cwd: string; readonly today: string; readonly askOrg?: AskOrg },
): Promise<RegisterOrg[]> {
  const files = specFiles(named, cwd);
  const readText = specReader(cwd);
  const source = workingTree(cwd);
  const judged = judgeSpecs({ files, readText, source, project: source, strict: false, today });
  if (judged.invalid.length > 0) {
    const problems = judged.invalid.flatMap((stack) => stack.problems.map(printProblem));
    const names = judged.invalid.map(({ file }) => file).join(", ");
    throw new Failure(
      `Not valid: ${names}. Put it right first: nobody knows what it gives.`,
      EXIT.invalidSpec,
      problems,
    );
  }
  const commit = cleanCommitOf(cwd);
  const orgs: RegisterOrg[] = [];
  for (const file of files) {
    const stack = openSpec(file, readText);
    const report = judged.stacks.find((one) => one.file === file.file && one.name === file.name);
    if (!isValid(stack) || !report) throw new Error("A spec that was judged can be opened.");
    orgs.push(orgOf(stack, report, commit, await askOrg?.(stack)));
  }
  return orgs;
}

function orgOf(
  stack: ValidStack,
  report: ReportStack,
  commit: string | undefined,
  inOrg: InTheOrg | undefined,
): RegisterOrg {
  const { spec, desired } = stack;
  const at = (path: YamlPath): RegisterPosition => {
    const { file, line, column } = spec.locate(path);
    return { file, line, column };
  };
  const waivers = waiversOf(spec, report, at);
  const { id, name = "", region } = spec.value.organization;
  return registerOrg({
    desired,
    access: effectiveAccess(desired, spec),
    organization: { id, name, ...(region !== undefined && { region }) },
    source: {
      kind: "spec",
      label: stack.file,
      ...(commit !== undefined && { commit }),
      ...inOrg?.source,
    },
    complete: inOrg?.complete ?? true,
    coverage: inOrg?.coverage ?? [],
    roles: rolesOf(spec, inOrg, at),
    facts: new Map([...existingIds(desired), ...(inOrg?.facts ?? [])]),
    ...(inOrg && { divisions: inOrg.divisions, drift: inOrg.drift }),
    findings: report.results.map((result) => findingOf(result, waivers)),
    waivers,
    promises: promisesOf(desired, report, at),
    notCovered: inOrg ? [] : [NO_ORG],
    at,
  });
}

const NO_ORG =
  "What the org holds beyond the spec: nobody asked it, so that drift, the age of secrets and access that was given by hand are not here.";

/** The id of an existing client stands in the spec. */
function existingIds({ grants }: DesiredAccess): [string, SubjectFacts][] {
  return grants.flatMap(({ subjectType, subjectKey: key, subjectId: id }): [string, SubjectFacts][] =>
    subjectType === "PC_OAUTH_CLIENT"
      ? [[subjectId({ kind: "existing-client", key, name: key, id }), { orgId: id }]]
      : [],
  );
}

function rolesOf(
  { value: { roles } }: LoadedSpec,
  inOrg: InTheOrg | undefined,
  at: (path: YamlPath) => RegisterPosition,
): Omit<RegisterRole, "permits">[] {
  return Object.entries(roles).map(([key, role]): Omit<RegisterRole, "permits"> => {
    const id = inOrg?.roleIds.get(key);
    return { key, ...roleText(role), ...(id !== undefined && { id }), position: at(["roles", key]) };
  });
}

function roleText(role: SpecRole): Pick<RegisterRole, "name" | "purpose" | "origin" | "access" | "follows"> {
  if (isExisting(role)) return { name: role.existing, purpose: "", origin: "existing", follows: [] };
  const { name, purpose, description, access, profile: intent, endpoints } = role;
  const title = intent === undefined ? undefined : profile(intent)?.name;
  return {
    name,
    purpose: purpose ?? description ?? "",
    origin: "made",
    access,
    follows: [
      ...(intent === undefined ? [] : [`profile ${title ?? intent}`]),
      ...endpoints.map((endpoint) => `endpoint ${endpoint}`),
    ],
  };
}

/** The beginning of a printed path, up to the key below a section. */
const ABOUT = /^(clients|users|groups|roles)\.("(?:[^"\\]|\\.)*"|[\w-]+)/;

function findingOf(
  { id, rule, severity, status, message, why, fix, path, position }: ReportResult,
  waivers: readonly RegisterWaiver[],
): FindingOf {
  const waiver = status === "waived" ? waivers.findIndex(({ finding }) => finding === id) : -1;
  const [, section, quoted = ""] = ABOUT.exec(path) ?? [];
  const key = quoted.startsWith('"') ? (JSON.parse(quoted) as string) : quoted;
  const finding = { id, rule, severity, status, message, why, fix, about: path, position: { ...position } };
  return {
    finding: { ...finding, ...(waiver >= 0 && { waiver }) },
    ...(section === "roles" && { role: key }),
    ...(section === "clients" && { subjectId: clientId(key) }),
    ...(section === "users" && { subjectId: subjectId({ kind: "user", key, name: key }) }),
    ...(section === "groups" && { subjectId: subjectId({ kind: "group", key, name: key }) }),
  };
}

function waiversOf(
  { value: { waivers } }: LoadedSpec,
  { results }: ReportStack,
  at: (path: YamlPath) => RegisterPosition,
): RegisterWaiver[] {
  const covering = new Set(results.flatMap(({ id, status }) => (status === "waived" ? [id] : [])));
  return waivers.map(({ finding, reason, owner, expires }, index): RegisterWaiver => {
    const path = ["waivers", index];
    const text = { finding, reason, owner, expires, position: at(path) };
    if (covering.has(finding)) return { ...text, state: "holds" };
    const flaw = results.find((result) => result.path.startsWith(`${printYamlPath(path)}`));
    return { ...text, state: "open", why: flaw?.message ?? "It covers no finding of these stacks." };
  });
}

function promisesOf(
  desired: DesiredAccess,
  { results, disabled }: ReportStack,
  at: (path: YamlPath) => RegisterPosition,
): PromiseOf[] {
  const facts = factsFromPlan(desired).find((one): one is StackFacts => one.kind === "stack");
  const unsure = new Set(
    (["can", "cannot"] as const).flatMap((kind) =>
      facts === undefined
        ? []
        : decidedOf(facts, kind)
            .filter(
              ({ decision }) => decision.state === "maybe" || (kind === "can" && decision.state === "conditional"),
            )
            .map(({ expectation }) => printYamlPath(expectation.path)),
    ),
  );
  return desired.expectations.map((promise): PromiseOf => {
    const path = printYamlPath(promise.path);
    const rule = `expectation-${promise.kind}`;
    const said = {
      kind: promise.kind,
      words: promiseWords(promise),
      position: at(promise.path),
      ...subjectOf(promise),
    };
    const found = results.find(
      (result) => result.rule === rule && (result.path === path || result.path.startsWith(`${path}.`)),
    );
    if (found) return { ...said, state: unsure.has(path) ? "unknown" : "broken", why: found.message };
    if (disabled.includes(rule))
      return { ...said, state: "unknown", why: `The rule ${rule} is disabled, so nobody looked.` };
    return unsure.has(path)
      ? { ...said, state: "unknown", why: "What is known here cannot decide it." }
      : { ...said, state: "kept" };
  });
}

function subjectOf(promise: Expectation): Pick<PromiseOf, "subjectId" | "division"> {
  if (promise.kind === "only") return {};
  const { client, division } = promise;
  return { subjectId: clientId(client), ...(division !== undefined && { division }) };
}
