/**
 * Finds the most of an org that the language can say. The language itself is asked: what it refuses steps down (managed, existing, watched), with its own
 * sentence as the reason, until the whole is valid.
 */
import { type LoadedSpec, loadSpec } from "../../access/language/loadSpec.ts";
import type { Problem } from "../../access/language/problem.ts";
import type { DesiredAccess } from "../../access/plan/desired.ts";
import type { OrgFacts } from "../../access/plan/orgFacts.ts";
import { plan } from "../../access/plan/plan.ts";
import { type Decided, type DecisionInput, decide } from "./decide.ts";
import { OBJECT_KINDS, type ObjectKind, refusalKey } from "./model.ts";
import { type SpecEntry, specEntries, specText } from "./specText.ts";

export interface Fitted extends Decided {
  readonly entries: readonly SpecEntry[];
  readonly text: string;
  readonly spec: Decided["spec"];
  readonly loaded: LoadedSpec;
  readonly desired: DesiredAccess;
}

/** A spec that stays invalid for a reason that is no object's: our own fault. */
export interface Unfit {
  readonly text: string;
  readonly problems: readonly Problem[];
}

/** @param file the name that the spec is going to have, for messages */
export function fitToLanguage(input: Omit<DecisionInput, "refusals">, facts: OrgFacts, file: string): Fitted | Unfit {
  const refusals = new Map<string, string[]>();
  // Each round takes a step down from some object: there is an end.
  for (;;) {
    const decided = decide({ ...input, refusals });
    const entries = specEntries(decided.spec);
    const text = specText(input.snapshot, entries);
    const judged = judge(text, facts, file);
    if (judged.ok) return { ...decided, entries, text, loaded: judged.loaded, desired: judged.desired };
    if (!stepDown(decided, judged.problems, refusals)) return { text, problems: judged.problems };
  }
}

type Judged =
  | { readonly ok: true; readonly loaded: LoadedSpec; readonly desired: DesiredAccess }
  | { readonly ok: false; readonly problems: readonly Problem[] };

function judge(text: string, facts: OrgFacts, file: string): Judged {
  const result = loadSpec(file, () => text);
  if (!result.ok) return { ok: false, problems: result.problems };
  const planned = plan(result.spec, facts);
  return planned.ok
    ? { ok: true, loaded: result.spec, desired: planned.desired }
    : { ok: false, problems: planned.problems };
}

/** What the catalogue does not know stops no spec by itself: the rules judge it. */
const OF_THE_CATALOGUE = /^unknown-(?:permission|scope)$|^permission-as-scope$/;

/** @returns false where no problem is that of an object */
function stepDown({ spec }: Decided, problems: readonly Problem[], refusals: Map<string, string[]>): boolean {
  const ids = new Map(
    OBJECT_KINDS.flatMap((kind) => spec[kind].map(({ key, id }) => [`${kind} ${key}`, refusalKey(kind, id)] as const)),
  );
  const stepped = new Set<string>();
  for (const { code, message, path } of problems) {
    const [section, key] = path;
    const object = ids.get(`${section as ObjectKind} ${String(key)}`);
    if (object === undefined || stepped.has(object) || OF_THE_CATALOGUE.test(code)) continue;
    stepped.add(object);
    refusals.set(object, [...(refusals.get(object) ?? []), message]);
  }
  return stepped.size > 0;
}
