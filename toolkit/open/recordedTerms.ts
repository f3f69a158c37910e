/** What the state records of the deployed terms, and the same of a project's folder: what the program writes down, and what a comparison reads. */
import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import { comparedClients } from "../../access/terms/comparedSpecs.ts";
import type { ComparedTerms, Term } from "../../access/terms/model.ts";
import { asRecorded, NEVER_DEPLOYED, type RecordedTerms, writeRecord } from "../../access/terms/recordedTerms.ts";
import { type SpecSource, workingTree } from "./source.ts";
import { areProjects, deployedTerms } from "./sourceTerms.ts";

/** Nobody can say what was deployed: the state is of a release that wrote no record, or its record cannot be read. */
export const NOT_RECORDED = Symbol("not recorded");

/** The text that an update of the stack from this folder writes into the state. */
export function recordOf(stack: string, spec: LoadedSpec, cwd: string): string {
  return writeRecord({
    clients: Object.keys(spec.value.clients),
    terms: deployedTerms(workingTree(cwd), stack, spec, true),
  });
}

/**
 * The terms of the state and of a source of specs.
 *
 * @param record of the state
 * @param head the spec of the source; absent where it has none that is valid
 */
export function recordedTerms(
  record: RecordedTerms | undefined,
  stack: string,
  source: SpecSource,
  head: LoadedSpec | undefined,
): ComparedTerms | typeof NOT_RECORDED {
  if (!record) return NOT_RECORDED;
  const isNew = record === NEVER_DEPLOYED;
  const whole = !isNew && areProjects([source]);
  return {
    base: record.terms.filter((term) => whole || isOfSpec(term)),
    head: deployedTerms(source, stack, head, whole).map(asRecorded),
    ...comparedClients(isNew ? undefined : record.clients, head),
  };
}

/**
 * One file, or a copy of the `stacks` folder, holds neither Pulumi's files nor code. Before the first update of a stack there are none to compare
 * them with: that it is new is told by its access.
 */
function isOfSpec({ kind }: Term): boolean {
  return kind !== "code" && kind !== "stack-setting" && kind !== "project-setting";
}
