/** One stack before and after: read, planned without an org, compared. */
import { diffAccess } from "../../access/diff/diffAccess.ts";
import type { AccessDiff } from "../../access/diff/model.ts";
import { effectiveAccess } from "../../access/effective/effectiveAccess.ts";
import type { EffectiveAccess } from "../../access/effective/model.ts";
import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import { type Problem, problemAt } from "../../access/language/problem.ts";
import type { DesiredAccess } from "../../access/plan/desired.ts";
import { comparedSpecs } from "../../access/terms/comparedSpecs.ts";
import { isValid, openSpec } from "../open/loadedStack.ts";
import type { SpecSource } from "../open/source.ts";
import { areProjects, sourceTerms } from "../open/sourceTerms.ts";
import type { StackPair } from "../open/stackPairs.ts";
import { type CatalogueDoubt, doubtfulRoles } from "./catalogueDoubt.ts";

export interface ComparedStack extends StackPair {
  readonly diff: AccessDiff;
  /** Changes in the org since the last update, made by somebody else; only where the org is the base. */
  readonly drift?: AccessDiff;
  /** False where a state was compared and the org was not asked; absent where only specs were. */
  readonly driftLookedFor?: boolean;
  /** The access of both sides; worked out when somebody asks. */
  readonly sides?: () => readonly [base: EffectiveAccess, head: EffectiveAccess];
  /** The head, where it was planned for its deployment. */
  readonly planned?: { readonly spec: LoadedSpec; readonly desired: DesiredAccess };
}

/** The head is not valid: there is nothing to judge. */
export interface InvalidHead extends StackPair {
  readonly problems: readonly Problem[];
}

type Side =
  | { readonly state: "valid"; readonly access: EffectiveAccess; readonly spec: LoadedSpec }
  | { readonly state: "absent" }
  | { readonly state: "invalid"; readonly problems: readonly Problem[] };

export function compareStack(
  pair: StackPair,
  base: SpecSource,
  head: SpecSource,
  doubt: CatalogueDoubt | undefined,
): ComparedStack | InvalidHead {
  const [before, after] = [readSide(pair.baseFile, base), readSide(pair.headFile, head)];
  if (after.state === "invalid") return { ...pair, problems: after.problems };
  const whole = areProjects([base, head]);
  const [was, is] = [
    sourceTerms(base, pair.stack, specOf(before), whole),
    sourceTerms(head, pair.stack, specOf(after), whole),
  ];
  const problems = [...is.problems, ...(whole && after.state === "valid" ? lostProject(base, head) : [])];
  if (problems.length > 0) return { ...pair, problems };
  const [known, other] = [accessOf(after), accessOf(before)];
  const baseAccess = { ...(other ?? nobody(known)), stack: pair.stack };
  const headAccess = { ...(known ?? nobody(other)), stack: pair.stack };
  const roles = doubt && doubtfulRoles([baseAccess, headAccess]);
  const notCovered = [
    ...notes(pair, before, after, base, head),
    ...(roles && roles.size > 0 && doubt ? [doubt.note([...roles])] : []),
  ];
  const context = {
    notCovered,
    terms: { base: was.terms, head: is.terms, ...comparedSpecs(specOf(before), specOf(after)) },
  };
  const diff = diffAccess(baseAccess, headAccess, { ...context, ...(roles && { doubtfulRoles: roles }) });
  return { ...pair, diff, sides: () => [baseAccess, headAccess] };
}

/** Without its own, Pulumi takes the project of a folder above, which nobody has compared. */
function lostProject(base: SpecSource, head: SpecSource): Problem[] {
  const file = "Pulumi.yaml";
  if (!base.has(file) || head.has(file)) return [];
  const fix = "Leave it there, or remove the specs with it.";
  const message = "the project's file is removed, and its specs are not";
  return [problemAt({ file, line: 1, column: 1 }, [], { code: "lost-project", message, fix })];
}

function readSide(file: string, source: SpecSource): Side {
  if (!source.has(file)) return { state: "absent" };
  const opened = openSpec({ name: file, file }, (name, first) => source.readText(name, first));
  if (!isValid(opened)) return { state: "invalid", problems: opened.problems };
  return { state: "valid", access: effectiveAccess(opened.desired, opened.spec), spec: opened.spec };
}

function accessOf(side: Side): EffectiveAccess | undefined {
  return side.state === "valid" ? side.access : undefined;
}

function specOf(side: Side): LoadedSpec | undefined {
  return side.state === "valid" ? side.spec : undefined;
}

/** The other side without anybody in it. */
function nobody(access: EffectiveAccess | undefined): EffectiveAccess {
  return { stack: "", organization: access?.organization ?? { id: "", name: "" }, subjects: [], divisions: [] };
}

function notes(
  { baseFile, headFile }: StackPair,
  before: Side,
  after: Side,
  base: SpecSource,
  head: SpecSource,
): string[] {
  const baseName = base.onlyFile ?? `${baseFile} of ${base.label}`;
  const headName = head.onlyFile ?? `${headFile} of ${head.label}`;
  return [
    ...(before.state === "invalid"
      ? [`What ${baseName} gives: it is not valid, so all access of the head counts as gained.`]
      : []),
    ...(before.state === "absent"
      ? [`What was before: there is no ${baseName}, so all access of the head counts as gained.`]
      : []),
    ...(after.state === "absent"
      ? [
          `What still holds: there is no ${headName}, so all access counts as lost; it ends when \`pulumi destroy\` removes the stack.`,
        ]
      : []),
  ];
}
