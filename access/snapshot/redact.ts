/** A snapshot without the personal data of users: their addresses left out, or as keyed hashes that tell the same user without saying who. */
import { createHmac } from "node:crypto";
import { HASH } from "./flaws.ts";
import type { Snapshot } from "./model.ts";

export type Redaction = "hash" | "leave-out";

/** Hex digits of a hash: enough that no two users share one. */
const DIGITS = 32;

/**
 * Ids of users stay: without them no grant would have a holder. Texts that people wrote about roles, clients and divisions stay as well.
 *
 * @param key of the hashes; whoever has it can try addresses
 */
export function redacted(snapshot: Snapshot, how: Redaction, key: string): Snapshot {
  const nameOf = (name: string) =>
    how === "hash"
      ? `${HASH}${createHmac("sha256", key).update(name.trim().toLowerCase()).digest("hex").slice(0, DIGITS)}`
      : null;
  return {
    ...snapshot,
    personalData: how === "hash" ? "hashed" : "left-out",
    people: snapshot.people.map((person) =>
      person.kind === "user" && person.name !== null ? { ...person, name: nameOf(person.name) } : person,
    ),
  };
}
