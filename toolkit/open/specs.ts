/** The specs behind a preview: places in the comment, and causes. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import { type ReadText, specReader } from "../../access/language/specReader.ts";
import { comparedSpecs } from "../../access/terms/comparedSpecs.ts";
import type { ComparedTerms } from "../../access/terms/model.ts";
import { loadJudgedSpec } from "../../policies/loadJudgedSpec.ts";
import { type OrgTerms, orgTerms } from "../../policies/orgTerms.ts";
import { ProjectSpecs } from "../../policies/projectSpecs.ts";
import type { GitRef } from "./base.ts";
import type { Deployed } from "./deployed.ts";
import { type NOT_RECORDED, recordedTerms } from "./recordedTerms.ts";
import { gitSource, type SpecSource, workingTree } from "./source.ts";
import { areProjects, settingsProblems, sourceTerms } from "./sourceTerms.ts";
import { specOf } from "./stackNames.ts";

export interface Specs {
  /** The spec of the working tree; absent where it does not load. */
  readonly head?: LoadedSpec;
  /** The spec that the deployed state came from, where somebody names it. */
  readonly base?: LoadedSpec;
  /** What the head is judged by besides its waivers; absent where it does not load. */
  readonly org?: OrgTerms;
  /** The terms of both; absent where nobody names a base. */
  readonly terms?: ComparedTerms;
  /** The terms that the state records, and those of the head; absent where no state is read. */
  readonly recorded?: ComparedTerms | typeof NOT_RECORDED;
}

export interface ReadSpecs extends Specs {
  /** The working tree's spec, or a file of Pulumi's beside it, was read and is not valid. */
  readonly invalid: boolean;
  /** Full name of the commit of the base; absent where nobody names a base. */
  readonly baseCommit?: string;
}

/**
 * @param deployed the state
 * @param ref git ref of the spec that the deployed state came from
 */
export function readSpecs(
  stack: string,
  file: string,
  cwd: string,
  { record }: Pick<Deployed, "record">,
  ref: GitRef | undefined,
): ReadSpecs {
  const before = ref && gitSource(ref);
  const baseFile = before && specOf(stack.slice(stack.lastIndexOf("/") + 1), before);
  const readText = specReader(cwd);
  const head = existsSync(join(cwd, file)) ? load(file, readText) : undefined;
  const baseSpec =
    before && baseFile !== undefined && before.has(baseFile) ? load(baseFile, before.readText) : undefined;
  const spec = valid(head);
  const org = spec && orgTerms(spec, new ProjectSpecs(workingTree(cwd)), true);
  return {
    ...(head !== undefined && head !== "invalid" && { head }),
    ...(baseSpec !== undefined && baseSpec !== "invalid" && { base: baseSpec }),
    recorded: recordedTerms(record, stack, workingTree(cwd), valid(head)),
    ...(before && { terms: termsOf(stack, before, valid(baseSpec), workingTree(cwd), valid(head)) }),
    ...(org && { org }),
    invalid:
      head === "invalid" ||
      (org !== undefined && org.problems.length > 0) ||
      settingsProblems(workingTree(cwd), stack).length > 0,
    ...(ref && { baseCommit: ref.commit }),
  };
}

function valid(spec: LoadedSpec | "invalid" | undefined): LoadedSpec | undefined {
  return spec === "invalid" ? undefined : spec;
}

/** The terms of two sources. */
export function termsOf(
  stack: string,
  before: SpecSource,
  base: LoadedSpec | undefined,
  tree: SpecSource,
  head: LoadedSpec | undefined,
): ComparedTerms {
  const whole = areProjects([before, tree]);
  return {
    base: sourceTerms(before, stack, base, whole).terms,
    head: sourceTerms(tree, stack, head, whole).terms,
    ...comparedSpecs(base, head),
  };
}

function load(file: string, readText: ReadText): LoadedSpec | "invalid" {
  const result = loadJudgedSpec(file, readText);
  return result.ok ? result.spec : "invalid";
}
