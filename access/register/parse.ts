/** Reads the text of a register's file. Whoever wrote it may have meant harm, or cut it in two: what is not understood in full is refused. */
import { printable } from "../values/untrusted.ts";
import { REGISTER_VERSION, type Register, type RegisterOrg, registerSchema } from "./model.ts";

/** Bytes of a file: two hundred thousand atoms are a hundredth of it. */
export const LARGEST_REGISTER = 128 * 1024 * 1024;

export type ParsedRegister =
  | { readonly ok: true; readonly register: Register }
  /** What is wrong, as the end of a sentence. */
  | { readonly ok: false; readonly problem: string };

export function parseRegister(text: string): ParsedRegister {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return bad(`it is no JSON (${printable((error as Error).message)}): it was cut or damaged`);
  }
  const version = (value as { readonly formatVersion?: unknown } | null)?.formatVersion;
  if (version !== REGISTER_VERSION)
    return bad(`it is no register of format ${REGISTER_VERSION}, which \`register --format json\` writes`);
  const parsed = registerSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return bad(printable(`it is no register: ${issue?.path.join(".")}: ${issue?.message}`));
  }
  const flaw = parsed.data.orgs.map(orgFlaw).find((one) => one !== undefined);
  return flaw === undefined ? { ok: true, register: parsed.data } : bad(printable(flaw));
}

function bad(problem: string): ParsedRegister {
  return { ok: false, problem };
}

/** A number that is no place in its table, or a sum that is another. */
function orgFlaw({
  stack,
  items,
  divisions,
  conditions,
  subjects,
  roles,
  findings,
  promises,
  waivers,
  atoms,
}: RegisterOrg) {
  const outside = (numbers: readonly (number | undefined)[], list: readonly unknown[]) =>
    numbers.some((number) => number !== undefined && number >= list.length);
  for (const subject of subjects) {
    const wrong =
      outside(subject.findings, findings) ||
      outside(subject.promises, promises) ||
      subject.grants.some((grant) => outside([grant.role], roles) || outside(grant.divisions, divisions)) ||
      subject.holdings.some(
        (one) =>
          outside(one.items, items) ||
          outside(one.divisions, divisions) ||
          outside([one.condition], conditions) ||
          outside(one.via, subject.grants),
      );
    if (wrong) return `in ${stack}, ${subject.id} points at something that is not there`;
    const sum = subject.holdings.reduce((total, one) => total + one.items.length * one.divisions.length, 0);
    if (sum !== subject.atoms) return `in ${stack}, ${subject.id} has ${sum} atoms and says ${subject.atoms}`;
  }
  if (
    outside(
      findings.map(({ waiver }) => waiver),
      waivers,
    ) ||
    outside(
      promises.map(({ subject }) => subject),
      subjects,
    )
  )
    return `in ${stack}, a finding or a promise points at something that is not there`;
  const all = subjects.reduce((total, subject) => total + subject.atoms, 0);
  return all === atoms ? undefined : `${stack} has ${all} atoms and says ${atoms}`;
}
