/**
 * Approvals of gained access. One holds for exactly the atoms that it lists, of one stack in one org, on one base, until its last day: one atom more,
 * and that one is open. Approvals do not add up: what two people accepted apart, nobody accepted together.
 */
import { z } from "zod";
import { parseDay, printDay } from "../values/day.ts";
import { compareText } from "../values/text.ts";
import { digestOf } from "./digest.ts";
import { gainedAtoms } from "./gainedAtoms.ts";
import type { AccessDiff } from "./model.ts";

/** Grows with every change that could break a reader. Files of the first form had no base and no last day, and none of them holds any more. */
export const APPROVAL_FORMAT_VERSION = 2;

/** Days from the day of an approval that is printed to its last one. */
const DAYS = 14;
/** The most days that an approval may hold from now on. */
export const MOST_DAYS = 90;

/** The content of an approval file. */
export interface Approval {
  readonly formatVersion: typeof APPROVAL_FORMAT_VERSION;
  readonly organization: string;
  readonly stack: string;
  /** Full name of the commit that the base has to be; null where the base is to be none. */
  readonly baseCommit: string | null;
  /** The last day, in UTC, on which it holds: `YYYY-MM-DD`. */
  readonly expires: string;
  /** The digest of `atoms`: a list that was changed by hand is refused. */
  readonly digest: string;
  readonly atoms: readonly string[];
}

/** What a comparison stands on beside the two accesses: an approval is for the one base, and for its days. */
export interface Occasion {
  /** Full name of the commit of the base; null where the base is none. */
  readonly baseCommit: string | null;
  /** The day in UTC: `YYYY-MM-DD`. */
  readonly today: string;
}

/** The approval that would let this difference pass, for the two weeks to come; undefined when it gains nothing. */
export function approvalOf(diff: AccessDiff, { baseCommit, today }: Occasion): Approval | undefined {
  const { organization, stack, digest } = diff;
  return (
    digest && {
      formatVersion: APPROVAL_FORMAT_VERSION,
      organization: organization.id,
      stack,
      baseCommit,
      expires: daysAfter(today, DAYS),
      digest: digest.full,
      atoms: [...gainedAtoms(diff)],
    }
  );
}

export interface Approved {
  /** Full digests: each approves a difference that has it. */
  readonly digests?: readonly string[];
  /** Approval files, and what they are held to. */
  readonly files?: Occasion & { readonly approvals: readonly Approval[] };
}

export interface Coverage {
  /** Nothing is open. */
  readonly covered: boolean;
  /** Gained atoms that nobody approved, in the canonical order: those that the nearest single approval leaves out. */
  readonly open: readonly string[];
  /** Why approvals of this very stack do not cover it. */
  readonly reasons: readonly string[];
}

const COVERED: Coverage = { covered: true, open: [], reasons: [] };

/** The gains that still need an approval. A difference that gains nothing is covered. */
export function coveredBy(diff: AccessDiff, { digests = [], files }: Approved): Coverage {
  if (!diff.digest || digests.includes(diff.digest.full)) return COVERED;
  const all = [...gainedAtoms(diff)];
  let open = all;
  const reasons = new Set<string>();
  for (const approval of (files?.approvals ?? []).filter((one) => isOf(diff, one))) {
    const unfit = files && misfit(approval, files);
    const left = unfit === undefined ? without(all, approval.atoms) : all;
    if (left.length === 0) return COVERED;
    reasons.add(unfit ?? `an approval lists ${all.length - left.length} of the ${all.length}`);
    if (left.length < open.length) open = left;
  }
  return { covered: false, open, reasons: [...reasons] };
}

function isOf(diff: AccessDiff, { organization, stack }: Approval): boolean {
  return organization.toLowerCase() === diff.organization.id.toLowerCase() && stack === diff.stack;
}

/** Why an approval does not hold here, whatever it lists. Days are texts of one length: their order is that of the calendar. */
function misfit({ baseCommit, expires }: Approval, occasion: Occasion): string | undefined {
  if (expires < occasion.today) return `an approval ended on ${expires}`;
  if (baseCommit === occasion.baseCommit) return undefined;
  return `an approval is for ${commitText(baseCommit)} as the base, and the base is ${commitText(occasion.baseCommit)}`;
}

function commitText(commit: string | null): string {
  return commit === null ? "no commit" : `commit ${commit.slice(0, 12)}`;
}

function without(atoms: readonly string[], listed: readonly string[]): string[] {
  const approved = new Set(listed);
  return atoms.filter((atom) => !approved.has(atom));
}

const schema = z.object({
  formatVersion: z.literal(APPROVAL_FORMAT_VERSION),
  organization: z.string(),
  stack: z.string(),
  baseCommit: z
    .string()
    .regex(/^[0-9a-f]{40,64}$/)
    .nullable(),
  expires: z.string(),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  atoms: z.array(z.string()),
});

const parts = z.tuple([z.string(), z.string(), z.string(), z.string()]);

const AGAIN = "Make it again: `genesys-access diff … --format json` prints it as the `approval` of the stack.";

/** Reads an approval file. `problem` says what is wrong with it: a sentence whose subject is the file. */
export function parseApproval(text: string, today: string): Approval | { readonly problem: string } {
  const json = readJson(text);
  if (isOfFirstForm(json))
    return { problem: `is an approval of an earlier release, without a base commit and a last day. ${AGAIN}` };
  const parsed = schema.safeParse(json);
  if (!parsed.success)
    return {
      problem: `is no approval: formatVersion ${APPROVAL_FORMAT_VERSION}, organization, stack, baseCommit, expires, digest and atoms are expected as JSON. ${AGAIN}`,
    };
  const approval = parsed.data;
  const { expires } = approval;
  if (parseDay(expires) === undefined)
    return {
      problem: `has an "expires" that is no day: ${JSON.stringify(expires)}. Write its last day as YYYY-MM-DD.`,
    };
  const last = daysAfter(today, MOST_DAYS);
  if (expires > last)
    return { problem: `ends on ${expires}, more than ${MOST_DAYS} days from today. Write ${last} or an earlier day.` };
  const atoms = approval.atoms.map((atom) => parts.safeParse(readJson(atom)).data);
  if (!atoms.every((atom) => atom !== undefined)) return { problem: `lists an atom that is none. ${AGAIN}` };
  const canonical = [...new Set(atoms.map((atom) => JSON.stringify(atom)))].sort(compareText);
  if (digestOf(approval, canonical)?.full === approval.digest) return { ...approval, atoms: canonical };
  return { problem: `has a digest that is not the one of its atoms: it was changed by hand. ${AGAIN}` };
}

const firstForm = z.object({ digest: z.string(), atoms: z.array(z.string()), formatVersion: z.undefined().optional() });

function isOfFirstForm(json: unknown): boolean {
  return firstForm.safeParse(json).success;
}

function daysAfter(day: string, amount: number): string {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + amount);
  return printDay(moment);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
