/** What a stack is judged by besides its own waivers: the strictest settings of all stacks of its organization, and the promises of the others. */
import type { LoadedSpec } from "../access/language/loadSpec.ts";
import { type Problem, problemAt } from "../access/language/problem.ts";
import type { Expectation } from "../access/plan/desired.ts";
import { desiredExpectations } from "../access/plan/expectations.ts";
import { quote } from "../access/values/flaw.ts";
import { printable } from "../access/values/untrusted.ts";
import type { OtherSpecs, ProjectSpecs } from "./projectSpecs.ts";
import { foreignPromises } from "./promises.ts";
import type { PolicySettings } from "./settings.ts";
import { strictestSettings, type UndecidedOption } from "./strictest.ts";

export interface OrgTerms {
  readonly settings: PolicySettings;
  /** Promises of the organization's other stacks. */
  readonly promises: readonly Expectation[];
  /** Reasons for which nobody can say what holds: a stack with one is not judged. */
  readonly problems: readonly Problem[];
  /** Sentences for the reader of a report. */
  readonly notes: readonly string[];
}

/** Of a stack whose organization has no other. */
export function ownTerms({ value: { policies } }: LoadedSpec): OrgTerms {
  return { settings: policies, promises: [], problems: [], notes: [] };
}

/**
 * @param project the files of the stack's project
 * @param deployed the spec is deployed for certain; otherwise one that no stack of the project has is judged by itself
 */
export function orgTerms(spec: LoadedSpec, project: ProjectSpecs, deployed: boolean): OrgTerms {
  if (!deployed && !project.includes(spec.file)) return ownTerms(spec);
  const others = project.of(spec.value.organization.id, spec.file);
  const { settings, stricter, undecided } = strictestSettings(spec.value.policies, others.specs);
  return {
    settings,
    promises: others.specs.flatMap((other) => foreignPromises(promising(other), promising(spec))),
    problems: [...brokenProblems(spec, others), ...undecided.map((one) => undecidedProblem(spec, one))],
    notes: stricter.length > 0 ? [strictestNote(spec.file, stricter, others)] : [],
  };
}

/** A spec with the promises that it makes. */
export function promising(spec: LoadedSpec) {
  return { spec, desired: { expectations: desiredExpectations(spec.value) } };
}

function strictestNote(file: string, rules: readonly string[], { specs }: OtherSpecs): string {
  const names = specs.map((one) => printable(one.file)).join(", ");
  return `${printable(file)} is held to the strictest settings of all stacks of its organization (${names}): ${rules.join(", ")}.`;
}

function brokenProblems(spec: LoadedSpec, { broken }: OtherSpecs): Problem[] {
  const path = ["organization", "id"];
  return broken.map(({ file, why }) =>
    problemAt(spec.locate(path), path, {
      code: "unknown-settings",
      message: `${quote(file)} is a stack of the same organization, whose settings hold here as well, and it is not valid: ${printable(why)}`,
      fix: `Correct ${quote(file)} first.`,
    }),
  );
}

function undecidedProblem(spec: LoadedSpec, { rule, option, other }: UndecidedOption): Problem {
  const path = ["policies", rule, option];
  const { file, line, column } = other.locate(path);
  return problemAt(spec.locate(path), path, {
    code: "different-settings",
    message: `stacks of one organization set this differently, here and at ${printable(file)}:${line}:${column}, and nobody can tell which is stricter`,
    fix: "Write the same in both, or in one file that both include.",
  });
}
