/** One stack as it is deployed, or as the org has it now, against its planned spec. */
import { toResources } from "../../access/effective/toResources.ts";
import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import { unfinishedNote } from "../open/deployed.ts";
import type { InvalidDeployed, OpenDeployed } from "../open/openDeployed.ts";
import { recordedTerms } from "../open/recordedTerms.ts";
import type { SpecSource } from "../open/source.ts";
import { compareWithDeployed } from "./compareResources.ts";
import type { ComparedStack, InvalidHead } from "./compareStack.ts";

/** @param source of the spec */
export function compareDeployed(
  stack: string,
  opened: OpenDeployed | InvalidDeployed,
  source: SpecSource,
): ComparedStack | InvalidHead {
  const { file } = opened;
  const pair = { stack, baseFile: file, headFile: file };
  if ("problems" in opened) return { ...pair, problems: opened.problems };
  const { deployed, live, head, offline } = opened;
  const doubtful = offline && head ? selectedRoles(head.spec) : new Set<string>();
  const notCovered = notes(opened, doubtful, `${file} of ${source.label}`);
  const compared = compareWithDeployed({
    stack,
    state: [...deployed.resources.values()],
    ...(live && { live: [...live.values()] }),
    head: head ? toResources(head.desired) : [],
    specs: {
      ...(head && { head: head.spec }),
      recorded: recordedTerms(deployed.record, stack, source, head?.spec),
    },
    context: { notCovered, ...(doubtful.size > 0 && { doubtfulRoles: doubtful }) },
  });
  return { ...pair, ...compared, driftLookedFor: live !== undefined, ...(head && { planned: head }) };
}

function notes(
  { deployed, live, head, selectorNotes, offline }: OpenDeployed,
  doubtful: ReadonlySet<string>,
  file: string,
): string[] {
  const roles = [...doubtful].map((key) => JSON.stringify(key)).join(", ");
  return [
    ...(head
      ? []
      : [`What still holds: there is no ${file}, so all access counts as lost; it ends with \`pulumi destroy\`.`]),
    ...(live ? [] : ["What somebody changed in the org since the last update: `--base live` looks for it."]),
    ...(doubtful.size > 0
      ? [
          `Divisions that selectors take besides the deployed ones (roles ${roles}): with the org's credentials they are read.`,
        ]
      : []),
    ...selectorNotes,
    ...[...(live?.values() ?? [])].flatMap(({ beside = [] }) => beside),
    ...(offline ? ["Whether the org has what the spec names: without its credentials nobody was asked."] : []),
    ...unfinishedNote(deployed),
  ];
}

/** Keys of the roles that some grant gives in the divisions of a selector. */
function selectedRoles({ value: { clients, users, groups } }: LoadedSpec): ReadonlySet<string> {
  const subjects = [clients, users, groups].flatMap((section) => Object.values(section));
  const selected = subjects.flatMap(({ grants }) =>
    grants.flatMap(({ role, divisions }) => (typeof divisions === "object" && "match" in divisions ? [role] : [])),
  );
  return new Set(selected.sort());
}
