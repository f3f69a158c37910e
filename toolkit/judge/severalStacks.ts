/** Several stacks that are checked together: what rules see of them, and in which of them a finding is shown. */
import { valueAt } from "../../access/language/shapeFlaws.ts";
import type { YamlPath } from "../../access/values/yamlPath.ts";
import type { FleetFacts, StackFacts } from "../../policies/facts.ts";
import type { Finding } from "../../policies/finding.ts";
import type { ValidStack } from "../open/loadedStack.ts";
import type { StackWithFacts } from "./judgeStack.ts";

export interface SeveralStacks {
  readonly facts: FleetFacts;
  readonly stacks: readonly ValidStack[];
}

/** Undefined for a single stack: there is nothing to compare it with. */
export function severalStacks(stacks: readonly StackWithFacts[]): SeveralStacks | undefined {
  if (stacks.length < 2) return undefined;
  const facts = stacks.flatMap((each) => each.facts.filter((one): one is StackFacts => one.kind === "stack"));
  return { facts: { kind: "fleet", key: "fleet", stacks: facts }, stacks: stacks.map(({ stack }) => stack) };
}

/** A finding about several stacks is shown in each that holds what it is about, at that place; in all of them where none does. */
export function shownIn(stack: ValidStack, finding: Finding, { stacks }: SeveralStacks): Finding[] {
  const path = placeIn(stack, finding);
  if (path) return [{ ...finding, path }];
  return stacks.some((other) => placeIn(other, finding)) ? [] : [finding];
}

function placeIn({ spec }: ValidStack, { path, atom }: Finding): YamlPath | undefined {
  if (path.length > 0) return valueAt(spec.value, path) === undefined ? undefined : path;
  return pathOfText(spec.value, atom.toLowerCase());
}

/** The first place, in the order of the file, whose text is the wanted one; ids compare in any case. */
function pathOfText(value: unknown, wanted: string, path: YamlPath = []): YamlPath | undefined {
  if (typeof value === "string") return value.toLowerCase() === wanted ? path : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = pathOfText(inner, wanted, [...path, Array.isArray(value) ? Number(key) : key]);
    if (found) return found;
  }
  return undefined;
}
