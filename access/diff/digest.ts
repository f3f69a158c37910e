/** A name for exactly one set of gained atoms of one stack in one org. */
import { createHash } from "node:crypto";

export interface Digest {
  /** SHA-256, 64 hexadecimal digits. Only this form approves: the short one could be hit by somebody who searches for it. */
  readonly full: string;
  /** The first 12 digits, for people. */
  readonly short: string;
}

/** What the atoms belong to: the same atoms of another stack or org have another digest. */
export interface DigestScope {
  readonly organization: string;
  readonly stack: string;
}

const FORMAT = 1;

/** `atoms` in the canonical order; undefined when there are none. */
export function digestOf({ organization, stack }: DigestScope, atoms: Iterable<string>): Digest | undefined {
  const hash = createHash("sha256").update(JSON.stringify([FORMAT, organization.toLowerCase(), stack]));
  let empty = true;
  for (const atom of atoms) {
    hash.update(`\n${atom}`);
    empty = false;
  }
  if (empty) return undefined;
  const full = hash.digest("hex");
  return { full, short: full.slice(0, 12) };
}
