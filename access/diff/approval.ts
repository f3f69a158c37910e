/** Approvals of gained access. One holds for exactly the atoms that it lists: one more, and that one is open. */
import { z } from "zod";
import { compareText } from "../values/text.ts";
import { digestOf } from "./digest.ts";
import { gainedAtoms } from "./gainedAtoms.ts";
import type { AccessDiff } from "./model.ts";

/** The content of an approval file. */
export interface Approval {
  readonly organization: string;
  readonly stack: string;
  /** The digest of `atoms`: a list that was changed by hand is refused. */
  readonly digest: string;
  readonly atoms: readonly string[];
}

/** The approval that would let this difference pass; undefined when it gains nothing. */
export function approvalOf(diff: AccessDiff): Approval | undefined {
  const { organization, stack, digest } = diff;
  return digest && { organization: organization.id, stack, digest: digest.full, atoms: [...gainedAtoms(diff)] };
}

export interface Approved {
  /** Full digests: each approves a difference that has it. */
  readonly digests?: readonly string[];
  readonly approvals?: readonly Approval[];
}

export interface Coverage {
  /** Nothing is open. */
  readonly covered: boolean;
  /** Gained atoms that nobody approved, in the canonical order. */
  readonly open: readonly string[];
}

/** The gains that still need an approval. A difference that gains nothing is covered. */
export function coveredBy(diff: AccessDiff, { digests = [], approvals = [] }: Approved): Coverage {
  if (!diff.digest || digests.includes(diff.digest.full)) return { covered: true, open: [] };
  const mine = approvals.filter(
    ({ organization, stack }) =>
      organization.toLowerCase() === diff.organization.id.toLowerCase() && stack === diff.stack,
  );
  const approved = new Set(mine.flatMap(({ atoms }) => atoms));
  const open = [...gainedAtoms(diff)].filter((atom) => !approved.has(atom));
  return { covered: open.length === 0, open };
}

const schema = z.object({
  organization: z.string(),
  stack: z.string(),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  atoms: z.array(z.string()),
});

const parts = z.tuple([z.string(), z.string(), z.string(), z.string()]);

/** Reads an approval file. `problem` says what is wrong with it. */
export function parseApproval(text: string): Approval | { readonly problem: string } {
  const parsed = schema.safeParse(readJson(text));
  if (!parsed.success) return { problem: "is no approval: organization, stack, digest and atoms are expected as JSON" };
  const approval = parsed.data;
  const atoms = approval.atoms.map((atom) => parts.safeParse(readJson(atom)).data);
  if (!atoms.every((atom) => atom !== undefined)) return { problem: "lists an atom that is none" };
  const canonical = [...new Set(atoms.map((atom) => JSON.stringify(atom)))].sort(compareText);
  if (digestOf(approval, canonical)?.full === approval.digest) return { ...approval, atoms: canonical };
  return { problem: "has a digest that is not the one of its atoms: it was changed by hand" };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
