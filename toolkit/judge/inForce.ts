/** The settings and waivers that a check applies to a stack: its own, or those of a git ref, whose promises hold as well. */
import { believedText } from "../../access/language/orgCatalogue.ts";
import type { Expectation } from "../../access/plan/desired.ts";
import type { PolicySettings } from "../../policies/settings.ts";
import type { Waiver } from "../../policies/waivers.ts";
import type { BaseRef } from "../open/base.ts";
import { isValid, openSpec, type ValidStack } from "../open/loadedStack.ts";
import { keptPromises, promiseWords } from "./promises.ts";

export interface InForce {
  readonly settings: PolicySettings;
  readonly waivers: readonly Waiver[];
  /** Expectations of the git ref that the spec does not have itself. */
  readonly promises: readonly Expectation[];
  /** Permissions that the git ref's list of the org vouches for; absent without a git ref: the spec's own list counts then. */
  readonly vouched?: ReadonlySet<string>;
  /** Notes for the reader of the report: the source of the settings and waivers, and promises that the spec drops. */
  readonly notes: readonly string[];
}

/** With a base, a spec that is new or not valid there has no waivers and the rules' own settings: in doubt nothing is excused. */
export function inForce(stack: ValidStack, base: BaseRef | undefined): InForce {
  if (!base) return of(stack, [], []);
  const { file } = stack;
  if (!base.has(file)) return none(`${file} is not in ${base.ref}: no waivers, and the rules' own settings.`);
  const before = openSpec(stack, base.readText);
  if (isValid(before)) return ofBase(stack, before, base.ref);
  return none(`${file} is not valid in ${base.ref}: no waivers, and the rules' own settings.`);
}

function ofBase(stack: ValidStack, before: ValidStack, ref: string): InForce {
  const { file } = stack;
  const promises = keptPromises(before, stack);
  const dropped = `${file} drops promises (cannot, only) of ${ref}, and is held to them: ${promises.map(promiseWords).join("; ")}. Drop a promise in a change of its own.`;
  const inForceThen = of(before, promises, [
    `Waivers and policies of ${file} are those of ${ref}.`,
    ...(promises.length > 0 ? [dropped] : []),
    ...(believed(before) === believed(stack) ? [] : [otherList(file, ref)]),
  ]);
  return { ...inForceThen, vouched: new Set(before.spec.catalogue?.permissions.keys()) };
}

function of({ spec }: ValidStack, promises: readonly Expectation[], notes: readonly string[]): InForce {
  return { settings: spec.value.policies, waivers: spec.value.waivers, promises, notes };
}

function none(note: string): InForce {
  return { settings: {}, waivers: [], promises: [], vouched: new Set(), notes: [note] };
}

function believed({ spec: { catalogue } }: ValidStack): string {
  return catalogue ? believedText(catalogue) : "";
}

function otherList(file: string, ref: string): string {
  return `The org's own list of permissions of ${file} counts as it is in ${ref}. Change the list in a change of its own.`;
}
