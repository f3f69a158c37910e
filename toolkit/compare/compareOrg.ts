/** One stack as the org has it now, without a Pulumi state, against its planned spec. */
import { toResources } from "../../access/effective/toResources.ts";
import type { InvalidDeployed } from "../open/openDeployed.ts";
import type { OpenOrg } from "../open/openOrg.ts";
import { compareWithDeployed } from "./compareResources.ts";
import type { ComparedStack, InvalidHead } from "./compareStack.ts";

/** @param label of the source of the spec, for people */
export function compareOrg(
  stack: string,
  opened: OpenOrg | InvalidDeployed,
  label: string,
): ComparedStack | InvalidHead {
  const { file } = opened;
  const pair = { stack, baseFile: file, headFile: file };
  if ("problems" in opened) return { ...pair, problems: opened.problems };
  const { live, head, before, beforePlan, terms } = opened;
  const { diff, sides } = compareWithDeployed({
    stack,
    // Against what the base of the specs asks for, a change that nobody edited is drift.
    ...(beforePlan ? { state: toResources(beforePlan), live } : { state: live }),
    head: head ? toResources(head.desired) : [],
    specs: { ...(head && { head: head.spec }), ...(before && { base: before }), ...(terms && { terms }) },
    context: { notCovered: notes(opened, label) },
  });
  return { ...pair, diff, sides, ...(head && { planned: head }) };
}

function notes({ marked, live, head, beforePlan, file, selectorNotes }: OpenOrg, label: string): string[] {
  return [
    "What the state of the stack says: it was not read. What the stack made was found by the markers in the descriptions; an object that lost its marker counts as not there.",
    beforePlan
      ? `Roles that older versions of ${file} gave to users, groups and existing clients: only those of the compared specs were looked for.`
      : "Roles that the spec gave to users, groups and existing clients and no longer names: without a state, and without a valid --base-spec, nobody knows of them.",
    ...(beforePlan
      ? [
          "Whether the base of the specs is deployed: what the org does not hold of it yet counts as changed in the org.",
        ]
      : []),
    ...(head
      ? []
      : [
          `What still holds: there is no ${file} in ${label}, so all access counts as lost; it ends with \`pulumi destroy\`.`,
        ]),
    ...selectorNotes,
    ...live.flatMap(({ beside = [] }) => beside),
    ...marked.copied.map(
      (marker) => `A second object in the org with the marker [${marker}]: only one of them was compared.`,
    ),
  ];
}
