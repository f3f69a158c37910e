/** Changes of objects with the access that they gave and took: every atom of the difference stands in exactly one row. */
import type { AccessDiff, Change, SubjectDiff } from "../diff/model.ts";
import { itemText } from "../effective/item.ts";
import { isCertainTerm, type TermChange } from "../terms/model.ts";
import { printCondition, UNCONDITIONAL } from "../values/condition.ts";
import { divisionName, printDivision } from "../values/division.ts";
import { compareText } from "../values/text.ts";
import type { DriftAtoms, DriftKind, DriftVerdict, ObjectChange } from "./model.ts";

/** A row before anybody asked who did it. */
export interface UnattributedRow {
  readonly id: string;
  readonly kind: DriftKind;
  readonly verdict: DriftVerdict;
  readonly change: ObjectChange;
  readonly access: readonly DriftAtoms[];
  /** The table of back-fills has all that was added. */
  readonly knownBackFill: boolean;
}

/**
 * @param diff between state and org, of which `changes` are the objects
 * @param backFilled permissions that the vendor is known to add by itself
 */
export function driftRows(
  changes: readonly ObjectChange[],
  diff: Pick<AccessDiff, "subjects" | "terms">,
  backFilled: ReadonlySet<string>,
): UnattributedRow[] {
  const parts = changes.flatMap((change) => byOrigin(change, backFilled));
  const access = new Map<ObjectChange, { atoms: DriftAtoms[]; directions: Set<"gained" | "lost"> }>();
  const put = (change: ObjectChange, direction: "gained" | "lost", atoms?: DriftAtoms) => {
    const held = access.get(change) ?? { atoms: [], directions: new Set() };
    held.directions.add(direction);
    if (atoms) held.atoms.push(atoms);
    access.set(change, held);
  };
  const unexplained = new Map<string, ObjectChange>();
  const fallback = (key: string, name: string) => {
    const known = unexplained.get(key) ?? unexplainedChange(key, name);
    unexplained.set(key, known);
    return known;
  };
  for (const subject of diff.subjects) {
    for (const change of [...subject.gained, ...subject.lost, ...subject.unknown]) {
      const key = subjectText(subject);
      const owner = ownerOf(change, subject, parts) ?? fallback(key, subject.subject.name);
      put(owner, change.direction, atomsOf(key, change, !subject.unknown.includes(change)));
    }
  }
  for (const term of diff.terms) {
    const owner = ownerOfTerm(term, parts) ?? fallback(term.owner, term.owner);
    // A limit that went with the grant that it limited gave nobody anything.
    const direction = owner.property === null ? "lost" : term.direction;
    put(owner, direction, { ...termAtoms(term), direction });
  }
  return [...parts, ...unexplained.values()].map((change) => {
    const { atoms = [], directions = new Set<"gained" | "lost">() } = access.get(change) ?? {};
    const kind = kindOf(change, directions);
    const { object, property } = change;
    const known = isKnownBackFill(change, backFilled);
    const parts = [kind, object.key, ...(object.id === null ? [] : [object.id]), property ?? "whole"];
    return {
      id: [...parts, ...(known ? ["back-fill"] : [])].join("/"),
      kind,
      verdict: verdictOf(change, directions),
      change,
      access: atoms,
      knownBackFill: known,
    };
  });
}

/** What the vendor may have added stands apart from what it never does: nobody may hide a permission among those of a back-fill. */
function byOrigin(change: ObjectChange, backFilled: ReadonlySet<string>): ObjectChange[] {
  if (!isPermissions(change) || change.added.length === 0) return [change];
  const [known, other] = [true, false].map((is) => change.added.filter(({ text }) => backFilled.has(text) === is));
  return [known ?? [], other ?? []].flatMap((added) => (added.length > 0 ? [{ ...change, added }] : []));
}

function isKnownBackFill(change: ObjectChange, backFilled: ReadonlySet<string>): boolean {
  return isPermissions(change) && change.added.length > 0 && change.added.every(({ text }) => backFilled.has(text));
}

export function isPermissions({ property }: ObjectChange): boolean {
  return property === "permissions" || property === "permissions of the role";
}

function kindOf({ added, removed, property }: ObjectChange, directions: ReadonlySet<string>): DriftKind {
  if (property === UNEXPLAINED) return directions.size > 1 ? "changed" : directions.has("lost") ? "removed" : "added";
  if (property === null || added.length === 0) return "removed";
  return removed.length === 0 && LISTED.has(property) ? "added" : "changed";
}

const LISTED: ReadonlySet<string> = new Set([
  "permissions",
  "conditional",
  "generalPermissions",
  "permissions of the role",
  "conditional of the role",
  "general of the role",
  "divisions",
  "scope",
  "registeredRedirectUri",
]);

/** Changing these gives nobody anything. */
const HARMLESS: ReadonlySet<string> = new Set(["name", "description", "name of the role"]);
/** What the difference found and no object explains. */
const UNEXPLAINED = "access";

/** Unknown is never neutral: where no atom tells what a change of access is worth, because nobody holds the role now, its direction does. */
function verdictOf({ property, added, removed }: ObjectChange, directions: ReadonlySet<string>): DriftVerdict {
  if (directions.has("gained")) return "wider";
  if (directions.has("lost")) return "narrower";
  if (property !== null && HARMLESS.has(property)) return "neutral";
  if (property === null) return "narrower";
  if (property === "state") return added.length === 0 ? "wider" : "narrower";
  return added.length === 0 && removed.length > 0 ? "narrower" : "wider";
}

/** The change that explains most directly what a subject gained or lost. */
function ownerOf(change: Change, { subject }: SubjectDiff, changes: readonly ObjectChange[]): ObjectChange | undefined {
  const roles = new Set(change.via.flatMap(({ role }) => (role === undefined ? [] : [role])));
  const divisions = new Set(change.divisions.map((one) => divisionName(one)));
  const text = itemText(change.item);
  const has = (one: ObjectChange) => (change.direction === "gained" ? one.added : one.removed);
  const says = (one: ObjectChange) =>
    has(one).some((token) => token.text === text || token.text.startsWith(`${text} `));
  const isRole = ({ object }: ObjectChange) => object.kind === "role" && roles.has(object.key.slice("roles.".length));
  const isHolder = ({ holder }: ObjectChange) =>
    holder !== undefined && holder.kind === subject.kind && holder.key.toLowerCase() === subject.key.toLowerCase();
  const isGrant = (one: ObjectChange) =>
    isHolder(one) && one.role !== undefined && (roles.size === 0 || roles.has(one.role.key));
  const whole = ({ property }: ObjectChange) => property === null;
  const tests: readonly ((one: ObjectChange) => boolean)[] = [
    (one) => isHolder(one) && one.role === undefined && whole(one),
    (one) => isRole(one) && whole(one) && change.direction === "lost",
    (one) => isRole(one) && says(one),
    (one) => isGrant(one) && !isDivisions(one) && says(one),
    (one) =>
      one.object.kind === "division" && whole(one) && divisions.has(one.object.name) && change.direction === "lost",
    (one) => isGrant(one) && has(one).length > 0,
    (one) => isGrant(one) && whole(one),
    (one) => isHolder(one) && one.property === "scope" && says(one),
    (one) => isHolder(one) && one.property === "authorizedGrantType",
    (one) => isRole(one) && has(one).length > 0 && !HARMLESS.has(one.property ?? ""),
    (one) => isRole(one) && !HARMLESS.has(one.property ?? ""),
    (one) => isGrant(one),
    (one) => one.object.kind === "division" && divisions.has(one.object.name) && whole(one),
  ];
  for (const test of tests) {
    const found = changes.find(test);
    if (found) return found;
  }
  return undefined;
}

function isDivisions({ property }: ObjectChange): boolean {
  return property === "divisions";
}

const TERM_PROPERTIES: Readonly<Partial<Record<TermChange["kind"], string>>> = {
  "redirect-uri": "registeredRedirectUri",
  "token-lifetime": "accessTokenValiditySeconds",
};

function ownerOfTerm({ kind, owner, present }: TermChange, changes: readonly ObjectChange[]) {
  const property = TERM_PROPERTIES[kind];
  const own = changes.filter(({ object }) => object.key === owner || object.key.startsWith(`${owner}.`));
  const side = (one: ObjectChange) => (present ? one.added : one.removed).length > 0;
  return (
    own.find((one) => one.property === property && side(one)) ??
    own.find((one) => one.property === property) ??
    own.find((one) => one.property === null)
  );
}

function unexplainedChange(key: string, name: string): ObjectChange {
  const kind = key.startsWith("clients.") ? "client" : "grant";
  return { object: { kind, key, id: null, name }, property: UNEXPLAINED, added: [], removed: [] };
}

const SECTIONS = { client: "clients", "existing-client": "clients", user: "users", group: "groups" } as const;

function subjectText({ subject }: SubjectDiff): string {
  return `${SECTIONS[subject.kind]}.${subject.key}`;
}

function atomsOf(subject: string, { direction, item, divisions, condition }: Change, certain: boolean): DriftAtoms {
  return {
    subject,
    direction,
    item: condition === UNCONDITIONAL ? itemText(item) : `${itemText(item)} if ${printCondition(condition)}`,
    divisions: divisions.map(printDivision).sort(compareText),
    certain,
  };
}

function termAtoms(term: TermChange): DriftAtoms {
  const { owner, direction, kind, value } = term;
  return { subject: owner, direction, item: `${kind} ${value}`, divisions: [], certain: isCertainTerm(term) };
}
