/**
 * The settings, waivers and promises that a check applies to a stack: its own, or those of a git ref, whose promises hold as well. Settings are the
 * strictest of all stacks of the organization, and promises of the others hold, too; a waiver names objects of its own stack and stays with it.
 */
import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import { believedText } from "../../access/language/orgCatalogue.ts";
import type { Expectation } from "../../access/plan/desired.ts";
import { orgTerms, promising } from "../../policies/orgTerms.ts";
import { NO_FILES, ProjectSpecs } from "../../policies/projectSpecs.ts";
import { foreignPromises, keptPromises, promiseWords } from "../../policies/promises.ts";
import type { PolicySettings } from "../../policies/settings.ts";
import { strictestSettings } from "../../policies/strictest.ts";
import type { Waiver } from "../../policies/waivers.ts";
import type { BaseRef } from "../open/base.ts";
import { isValid, openSpec, type ValidStack } from "../open/loadedStack.ts";

export interface InForce {
  readonly settings: PolicySettings;
  readonly waivers: readonly Waiver[];
  /** Expectations that hold besides those of the spec itself: of the git ref, and of other stacks. */
  readonly promises: readonly Expectation[];
  /** Permissions that the git ref's list of the org vouches for; absent without a git ref: the spec's own list counts then. */
  readonly vouched?: ReadonlySet<string>;
  /** Notes for the reader of the report: the source of the settings and waivers, and promises that the spec drops. */
  readonly notes: readonly string[];
}

/**
 * With a base, a spec that is new or not valid there has no waivers and the rules' own settings: in doubt nothing is excused.
 *
 * @param project the specs of the project that the stack is of
 */
export function inForce(stack: ValidStack, project: ProjectSpecs, base: BaseRef | undefined): InForce {
  const { settings, promises, notes } = orgTerms(stack.spec, project, false);
  if (!base) return { settings, waivers: stack.spec.value.waivers, promises, notes };
  const before = ofBase(stack, base);
  const others = project.includes(stack.file) ? othersInBase(stack, base) : [];
  const strictest = strictestSettings(before.settings, others);
  const dropped = others.flatMap((other) => promisesOfOther(other, stack, project));
  const stricter =
    strictest.stricter.length > 0
      ? [
          `${stack.file} is held to the strictest settings of its organization's stacks in ${base.ref}: ${strictest.stricter.join(", ")}.`,
        ]
      : [];
  return {
    ...before,
    settings: strictest.settings,
    promises: distinct([...before.promises, ...promises, ...dropped]),
    notes: [...before.notes, ...stricter],
  };
}

function ofBase(stack: ValidStack, base: BaseRef): InForce {
  const { file } = stack;
  if (!base.has(file)) return none(`${file} is not in ${base.ref}: no waivers, and the rules' own settings.`);
  const before = openSpec(stack, base.readText);
  if (!isValid(before)) return none(`${file} is not valid in ${base.ref}: no waivers, and the rules' own settings.`);
  const promises = keptPromises(before, stack);
  const dropped = `${file} drops promises (cannot, only) of ${base.ref}, and is held to them: ${promises.map(promiseWords).join("; ")}. Drop a promise in a change of its own.`;
  const { policies: settings, waivers } = before.spec.value;
  return {
    settings,
    waivers,
    promises,
    vouched: new Set(before.spec.catalogue?.permissions.keys()),
    notes: [
      `Waivers and policies of ${file} are those of ${base.ref}.`,
      ...(promises.length > 0 ? [dropped] : []),
      ...(believed(before) === believed(stack) ? [] : [otherList(file, base.ref)]),
    ],
  };
}

/** Specs of the organization in the base that are of other stacks. */
function othersInBase({ spec, file }: ValidStack, base: BaseRef): readonly LoadedSpec[] {
  return specsOf(base).of(spec.value.organization.id, base.fileOf?.(file) ?? file).specs;
}

/** A file that is gone may be this stack under its former name: then its promises follow its clients and keys. */
function promisesOfOther(other: LoadedSpec, stack: ValidStack, project: ProjectSpecs): Expectation[] {
  const head = { spec: stack.spec, desired: stack.desired };
  const [mine, theirs] = [promising(stack.spec), promising(other)];
  return project.includes(other.file) ? foreignPromises(theirs, mine) : keptPromises(theirs, head);
}

const known = new WeakMap<BaseRef, ProjectSpecs>();

function specsOf(base: BaseRef): ProjectSpecs {
  const specs = known.get(base) ?? new ProjectSpecs(base.project ?? NO_FILES);
  known.set(base, specs);
  return specs;
}

function distinct(promises: readonly Expectation[]): Expectation[] {
  return [...new Map(promises.map((promise) => [JSON.stringify(promise), promise])).values()];
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
