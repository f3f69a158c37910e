/** Reads a spec: files -> tree -> shape -> checks -> spec. Every problem of every file is found in one run. */
import { clientFindings } from "./checks/clientFindings.ts";
import { effectFindings } from "./checks/effectFindings.ts";
import { grantFindings } from "./checks/grantFindings.ts";
import { keyFindings } from "./checks/keyFindings.ts";
import { nameFindings } from "./checks/nameFindings.ts";
import type { PartialSpec } from "./checks/subjects.ts";
import { fillDefaults } from "./fillDefaults.ts";
import { type Finding, type Position, type Problem, problemAt, sortProblems } from "./problem.ts";
import { readFiles } from "./readFiles.ts";
import { salvage } from "./salvage.ts";
import { specSchema } from "./schema.ts";
import { type FlatIssue, flatten, mistypedSections, shapeFindings } from "./shapeFindings.ts";
import type { Spec } from "./spec.ts";
import { locate, locateKey, type MapTree, toValue } from "./tree.ts";
import type { YamlPath } from "./yamlPath.ts";

export type SpecResult =
  | { readonly ok: true; readonly spec: LoadedSpec }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface LoadedSpec {
  /** The file that was asked for; what it includes may hold parts of the spec. */
  readonly file: string;
  readonly value: Spec;
  /** Where the value at a path is written; its nearest existing ancestor if the path itself is absent. */
  locate(path: YamlPath): Position;
  /** Where the last key of a path is written, for what is wrong with the key itself. */
  locateKey(path: YamlPath): Position;
}

/**
 * Loads `file` and what it includes. `readText` gives the text of a file or throws; names of included files are relative to the including
 * file, with `/` between folders. Problems come in the order of the files and lines.
 */
export function loadSpec(file: string, readText: (file: string) => string): SpecResult {
  const source = readFiles(file, readText);
  const value = toValue(source.tree);
  const parsed = specSchema.safeParse(value);
  const issues = flatten(parsed.error?.issues ?? []);
  const shape = shapeFindings(issues, value);
  const findings = source.complete
    ? [...shape, ...crossFindings(partialSpec(value, issues, shape))]
    : // What a missing file may define cannot be called missing.
      shape.filter(({ path }) => path.length > 1);
  const problems = [...source.problems, ...findings.map((finding) => locateFinding(source.tree, finding))];
  if (problems.length > 0 || !parsed.data) return { ok: false, problems: sortProblems(problems, source.files) };
  return { ok: true, spec: loadedSpec(file, fillDefaults(parsed.data), source.tree) };
}

function loadedSpec(file: string, value: Spec, tree: MapTree): LoadedSpec {
  return { file, value, locate: (path) => locate(tree, path), locateKey: (path) => locateKey(tree, path) };
}

function partialSpec(value: unknown, issues: readonly FlatIssue[], shape: readonly Finding[]): PartialSpec {
  const mistyped = Object.fromEntries(mistypedSections(shape).map((section) => [section, undefined]));
  return { ...mistyped, ...(salvage(value, issues) as PartialSpec) };
}

/** What takes two places of the spec to see. */
function crossFindings(spec: PartialSpec): Finding[] {
  return [keyFindings, nameFindings, clientFindings, grantFindings, effectFindings].flatMap((find) => find(spec));
}

function locateFinding(tree: MapTree, { path, atKey, ...fault }: Finding): Problem {
  return problemAt(atKey ? locateKey(tree, path) : locate(tree, path), path, fault);
}
