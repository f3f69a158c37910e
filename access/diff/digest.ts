/** A name for exactly one set of gained atoms of one stack in one org. */
import { createHash } from "node:crypto";

export interface Digest {
  /** SHA-256, 64 hexadecimal digits. Only this form approves: the short one could be hit by somebody who searches for it. */
  readonly full: string;
  /** The first 12 digits, for people. */
  readonly short: string;
}

/** The org and stack that the atoms belong to: the same atoms of another stack or org have another digest. */
export interface DigestScope {
  readonly organization: string;
  readonly stack: string;
}

const FORMAT = 1;
/** Characters to hash at once: one call per atom would take most of the time. */
const CHUNK = 65_536;

/** `atoms` in code-unit order; undefined when there are none. */
export function digestOf({ organization, stack }: DigestScope, atoms: Iterable<string>): Digest | undefined {
  const hash = createHash("sha256").update(JSON.stringify([FORMAT, organization.toLowerCase(), stack]));
  let [empty, chunk] = [true, ""];
  for (const atom of atoms) {
    chunk += `\n${atom}`;
    empty = false;
    if (chunk.length < CHUNK) continue;
    hash.update(chunk);
    chunk = "";
  }
  if (empty) return undefined;
  const full = hash.update(chunk).digest("hex");
  return { full, short: full.slice(0, 12) };
}
