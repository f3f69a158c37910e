/** Reads a spec: files -> tree -> shape -> checks -> spec. Every problem of every file is found in one run. */

import type { YamlPath } from "../values/yamlPath.ts";
import { catalogueFlaws } from "./checks/catalogueFlaws.ts";
import { clientFlaws } from "./checks/clientFlaws.ts";
import { conditionFlaws } from "./checks/conditionFlaws.ts";
import { effectFlaws } from "./checks/effectFlaws.ts";
import { expectationFlaws } from "./checks/expectationFlaws.ts";
import { grantFlaws } from "./checks/grantFlaws.ts";
import { keyFlaws } from "./checks/keyFlaws.ts";
import { nameFlaws } from "./checks/nameFlaws.ts";
import { repeatFlaws } from "./checks/repeatFlaws.ts";
import { roleFlaws } from "./checks/roleFlaws.ts";
import { secretFlaws } from "./checks/secretFlaws.ts";
import type { OrgKnows, PartialSpec } from "./checks/subjects.ts";
import { unusedFlaws } from "./checks/unusedFlaws.ts";
import { waiverFlaws } from "./checks/waiverFlaws.ts";
import type { DivisionLock } from "./divisionLock.ts";
import { fillDefaults } from "./fillDefaults.ts";
import { loadCatalogue } from "./loadCatalogue.ts";
import type { OrgCatalogue } from "./orgCatalogue.ts";
import { type FlawAtPath, type Position, type Problem, problemAt, sortProblems } from "./problem.ts";
import { readFiles } from "./readFiles.ts";
import { withoutRepeats } from "./repeatedProblems.ts";
import { salvage } from "./salvage.ts";
import { specSchema } from "./schema.ts";
import { flatten, shapeFlaws } from "./shapeFlaws.ts";
import type { Spec } from "./spec.ts";
import type { ReadText } from "./specReader.ts";
import { locate, locateKey, type MapTree, toValue } from "./tree.ts";
import type { UnreadableEvidence, UseEvidence } from "./useEvidence.ts";

export type SpecResult =
  | { readonly ok: true; readonly spec: LoadedSpec }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface LoadedSpec {
  /** The file that was asked for; what it includes may hold parts of the spec. */
  readonly file: string;
  readonly value: Spec;
  /** The divisions that its selectors may take; absent where they take all that match. */
  readonly lock?: DivisionLock;
  /** The org's own list of permissions, which the spec names under `catalogue:`. */
  readonly catalogue?: OrgCatalogue;
  /** What `rightsize` wrote beside it; absent where there is no such file, or nobody looked. */
  readonly evidence?: UseEvidence | UnreadableEvidence;
  /** The position of the value at a path; that of its nearest existing ancestor if the path itself is absent. */
  locate(path: YamlPath): Position;
  /** The position of the last key of a path, for a flaw of the key itself. */
  locateKey(path: YamlPath): Position;
}

/**
 * Loads `file` and what it includes. `readText` gives the text of a file or throws; names of included files are relative to the including
 * file, with `/` between folders. Problems come in the order of the files and lines. Permissions and scopes that the catalogue does not know are
 * among them, but do not stop a file that has no other: the policies judge them (checks/catalogueFlaws.ts).
 */
export function loadSpec(file: string, readText: ReadText): SpecResult {
  const source = readFiles(file, readText);
  const value = toValue(source.tree);
  const parsed = specSchema.safeParse(value);
  const issues = flatten(parsed.error?.issues ?? []);
  const shape = shapeFlaws(issues, value);
  const partial = salvage(value, issues) as PartialSpec;
  const { organization } = partial;
  const list = loadCatalogue(source.tree, organization?.id, readText, file);
  // Of a list that cannot be read nobody knows what it has: the list is the problem then, and not what it may have.
  const orgKnows: OrgKnows = (permission) =>
    list.problems.length > 0 || list.catalogue?.permissions.has(permission) === true;
  const flaws = source.complete
    ? [...shape, ...crossFlaws(partial, orgKnows)]
    : // A key that a missing file may define cannot be called missing.
      shape.filter(({ path }) => path.length > 1);
  const locateAll = (all: readonly FlawAtPath[]) => withoutRepeats(all).map((flaw) => locateFlaw(source.tree, flaw));
  const problems = [...source.problems, ...list.problems, ...locateAll(flaws)];
  if (problems.length > 0 || !parsed.data) {
    return {
      ok: false,
      problems: sortProblems([...problems, ...locateAll(catalogueFlaws(partial, orgKnows))], source.files),
    };
  }
  return { ok: true, spec: loadedSpec(file, fillDefaults(parsed.data), source.tree, list.catalogue) };
}

function loadedSpec(file: string, value: Spec, tree: MapTree, catalogue: OrgCatalogue | undefined): LoadedSpec {
  return {
    file,
    value,
    ...(catalogue && { catalogue }),
    locate: (path) => locate(tree, path),
    locateKey: (path) => locateKey(tree, path),
  };
}

const CROSS_CHECKS = [
  keyFlaws,
  nameFlaws,
  roleFlaws,
  repeatFlaws,
  conditionFlaws,
  clientFlaws,
  secretFlaws,
  grantFlaws,
  effectFlaws,
  unusedFlaws,
  waiverFlaws,
  expectationFlaws,
] as const;

/** Flaws that only show when two places of the spec are compared. */
function crossFlaws(spec: PartialSpec, orgKnows: OrgKnows): FlawAtPath[] {
  return CROSS_CHECKS.flatMap((find) => find(spec, orgKnows));
}

function locateFlaw(tree: MapTree, { path, atKey, ...flaw }: FlawAtPath): Problem {
  return problemAt(atKey ? locateKey(tree, path) : locate(tree, path), path, flaw);
}
