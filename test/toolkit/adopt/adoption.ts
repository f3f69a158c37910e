/** Plans an adoption in memory: the files that are there, and those that would be. */
import { loadSpec } from "../../../access/language/loadSpec.ts";
import type { Snapshot } from "../../../access/snapshot/model.ts";
import { type AdoptionPlan, planAdoption } from "../../../toolkit/adopt/planAdoption.ts";

export interface Before {
  readonly spec?: string;
  readonly mapping?: string;
  readonly only?: readonly string[];
}

export const SPEC_FILE = "stacks/prod.yaml";
export const MAPPING_FILE = "adopted/prod.map.yaml";

export function adoption(snapshot: Snapshot, { spec, mapping, only = [] }: Before = {}): AdoptionPlan {
  const readText = () => spec ?? "";
  const loaded = spec === undefined ? undefined : loadSpec(SPEC_FILE, readText);
  if (loaded?.ok === false) throw new Error(loaded.problems.map(({ message }) => message).join("\n"));
  return planAdoption({
    snapshot,
    project: "access",
    stack: "prod",
    specFile: SPEC_FILE,
    only,
    listing: undefined,
    before: loaded?.spec,
    readText,
    mapping: { file: MAPPING_FILE, text: mapping },
    today: "2026-11-29",
  });
}

/** What becomes of an object, by its kind and name. */
export function stateOf({ decisions }: AdoptionPlan, kind: string, name: string): string {
  const [found] = decisions.filter((one) => one.kind === kind && one.name === name);
  return found ? [found.state, found.reason].filter(Boolean).join(": ") : "not there";
}
