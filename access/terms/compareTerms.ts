/** The terms that a change adds and takes away, and which of both gives access. */
import type { Position } from "../language/problem.ts";
import { compareText } from "../values/text.ts";
import type { ComparedTerms, Term, TermChange, TermEither } from "./model.ts";

/** @param renamed client key in the base -> key in the head, for clients that only have another key */
export function compareTerms(
  { base, head, isNew = () => false, isVoid = () => false, placeOf = () => undefined }: ComparedTerms,
  renamed: ReadonlyMap<string, string> = new Map(),
): TermChange[] {
  if (!base || !head) return [];
  const before = byIdentity(base.map((term) => underNewKey(term, renamed)));
  const after = byIdentity(head);
  const came = [...after].flatMap(([id, term]) => (before.has(id) ? [] : [term]));
  const went = [...before].flatMap(([id, term]) => (after.has(id) ? [] : [term]));
  const changes = [
    ...came.flatMap((term) => added(term, before)).filter((one) => one.direction === "gained" || !isNew(one.owner)),
    ...went
      .flatMap((term) => removed(term, after))
      .filter(({ direction, owner }) => direction === "lost" || !isVoid(owner)),
  ];
  return changes
    .filter((one) => !isWithinOpen(one, base, head))
    .map((change) => (change.position ? change : withPlace(change, placeOf(change.path))))
    .sort((a, b) => compareText(identity(a), identity(b)) || compareText(a.direction, b.direction));
}

/** A lock of selectors that were open gives nothing, and opening them takes none of its divisions. */
function isWithinOpen({ kind, direction }: TermChange, base: readonly Term[], head: readonly Term[]): boolean {
  const other = direction === "gained" ? base : head;
  return kind === "locked-division" && other.some((term) => term.kind === "open-selectors");
}

/** The item of a term in an atom: `redirect-uri:https://…`, and `no cannot:…` for one that was taken away. */
export function termItem({ kind, value, present }: TermChange): string {
  return `${present ? "" : "no "}${kind}:${value}`;
}

function added(term: Term, before: ReadonlyMap<string, Term>): TermChange[] {
  const { effect } = term;
  if (effect === "gives") return [change(term, "gained", true)];
  if (effect === "limits") return [change(term, "lost", true)];
  if ("either" in effect) return [change(term, "gained", true)];
  const other = rankIn(before, term) ?? effect.usual;
  return other === effect.rank ? [] : [change(term, effect.rank > other ? "gained" : "lost", true)];
}

/** A rank that both sides have is told once, by the head's. */
function removed(term: Term, after: ReadonlyMap<string, Term>): TermChange[] {
  const { effect } = term;
  if (effect === "gives") return [change(term, "lost", false)];
  if (effect === "limits") return [change(term, "gained", false)];
  if ("either" in effect) return [takenAway(term, effect, after)];
  if (rankIn(after, term) !== undefined || effect.rank === effect.usual) return [];
  return [change(term, effect.rank > effect.usual ? "lost" : "gained", false)];
}

/** A version that gives way to another one is lost, and the other one is what is gained. Without one, whatever it held back may be given. */
function takenAway(term: Term, { either }: TermEither, after: ReadonlyMap<string, Term>): TermChange {
  const isReplaced = [...after.values()].some(
    ({ kind, effect }) =>
      kind === term.kind && typeof effect !== "string" && "either" in effect && effect.either === either,
  );
  const { position } = term;
  return {
    ...change(term, isReplaced ? "lost" : "gained", false),
    // Its line is no longer there; its file is where people look.
    ...(position && { position: { ...position, line: 1, column: 1 } }),
  };
}

function rankIn(terms: ReadonlyMap<string, Term>, { kind, owner, effect }: Term): number | undefined {
  if (typeof effect === "string" || "either" in effect) return undefined;
  for (const other of terms.values()) {
    if (other.kind !== kind || other.owner !== owner || typeof other.effect === "string") continue;
    if ("slot" in other.effect && other.effect.slot === effect.slot) return other.effect.rank;
  }
  return undefined;
}

function change(
  { kind, owner, value, path, position }: Term,
  direction: TermChange["direction"],
  present: boolean,
): TermChange {
  return { direction, present, kind, owner, value, path, ...(present && position && { position }) };
}

function withPlace(change: TermChange, position: Position | undefined): TermChange {
  return position ? { ...change, position } : change;
}

function underNewKey(term: Term, renamed: ReadonlyMap<string, string>): Term {
  const key = term.owner.startsWith("clients.") ? renamed.get(term.owner.slice("clients.".length)) : undefined;
  return key === undefined ? term : { ...term, owner: `clients.${key}` };
}

function byIdentity(terms: readonly Term[]): Map<string, Term> {
  return new Map(terms.map((term) => [identity(term), term]));
}

function identity({ kind, owner, value }: Pick<Term, "kind" | "owner" | "value">): string {
  return JSON.stringify([owner, kind, value]);
}
