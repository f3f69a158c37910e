/**
 * Proves from an org's history that nobody, at no moment, held access outside of what they held at the start and at the end. Whatever goes wrong
 * between two states of a stack, a subject may have less for a while, never more than both together.
 */
import type { HeldGrant, Moment, RoleContent, SubjectGrants } from "../../simulator/index.ts";

/** A subject held something that belongs to neither end. */
export interface Excess {
  /** `<project>/<stack>/clients/<key>` for a client that a stack made, else `PC_USER:<id>` and the like. */
  readonly subject: string;
  readonly name: string;
  /** `permission @ division id`, with its condition if it has one. */
  readonly atom: string;
  /** ISO time of the change that gave it. */
  readonly at: string;
  /** Number of the request that gave it, counted from 1. */
  readonly request: number;
}

type Permit = RoleContent["permits"][number];
/** Atoms by subject. */
type Access = ReadonlyMap<string, { readonly name: string; readonly atoms: ReadonlySet<string> }>;

/**
 * Every excess, each once, in order of time. Subjects that hold nothing at both ends may hold nothing between.
 *
 * @param start how many moments of the history belong to the state before; the rest leads to the state after
 */
export function excessAccess(history: readonly Moment[], start: number): Excess[] {
  const roles = new Map<string, RoleContent["permits"]>();
  const subjects = new Map<string, SubjectGrants>();
  const states = history.map((moment) => {
    for (const { id, permits } of moment.roles) roles.set(id, permits);
    for (const subject of moment.subjects) subjects.set(subject.id, subject);
    return { moment, access: accessOf(subjects, roles) };
  });
  const [before, after] = [states[start - 1]?.access, states.at(-1)?.access];
  const found = new Map<string, Excess>();
  for (const { moment, access } of states.slice(start)) {
    for (const [subject, { name, atoms }] of access) {
      const allowed = [before, after].flatMap((end) => [...(end?.get(subject)?.atoms ?? [])]);
      for (const atom of uncovered(atoms, new Set(allowed))) {
        const key = `${subject} ${atom}`;
        if (!found.has(key)) found.set(key, { subject, name, atom, at: moment.at, request: moment.requests });
      }
    }
  }
  return [...found.values()];
}

/** One line for a person. */
export function printExcess({ subject, name, atom, request }: Excess): string {
  return `${subject} "${name}" held ${atom} from request ${request} on, and neither before nor after.`;
}

function accessOf(
  subjects: ReadonlyMap<string, SubjectGrants>,
  roles: ReadonlyMap<string, RoleContent["permits"]>,
): Access {
  const access = new Map<string, { name: string; atoms: Set<string> }>();
  for (const subject of subjects.values()) {
    const key = keyOf(subject);
    const known = access.get(key) ?? { name: subject.name, atoms: new Set<string>() };
    for (const atom of atomsOf(subject.grants, roles)) known.atoms.add(atom);
    access.set(key, known);
  }
  return access;
}

/** A client can be made anew under another id: the marker at the end of its description is what stays. */
function keyOf({ type, id, description }: SubjectGrants): string {
  return /\[([^\s[\]]+)\]$/.exec(description)?.[1] ?? `${type}:${id}`;
}

function atomsOf(grants: readonly HeldGrant[], roles: ReadonlyMap<string, RoleContent["permits"]>): string[] {
  return grants.flatMap(({ roleId, divisionId }) => (roles.get(roleId) ?? []).map((it) => atomOf(it, divisionId)));
}

function atomOf({ permission, condition }: Permit, divisionId: string): string {
  const atom = `${permission} @ ${divisionId}`;
  return condition === undefined ? atom : `${atom}${IF}${JSON.stringify(condition)}`;
}

const IF = " if ";

/** Atoms that nothing allowed covers: the same one, the same without its condition, or the same in all divisions. */
function uncovered(atoms: ReadonlySet<string>, allowed: ReadonlySet<string>): string[] {
  return [...atoms].filter((atom) => {
    const [plain = "", condition] = atom.split(IF);
    const everywhere = plain.replace(/ @ .*$/, " @ *");
    const covering = [plain, everywhere, ...(condition === undefined ? [] : [atom, `${everywhere}${IF}${condition}`])];
    return !covering.some((it) => allowed.has(it));
  });
}
