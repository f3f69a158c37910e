/** One part of a reading: what was read of it, and what was not and why. */
import type { SnapshotCoverage, SnapshotPart } from "../../../access/snapshot/model.ts";
import { listed } from "../../../access/values/listed.ts";
import { copyable } from "../../../access/values/untrusted.ts";
import { GenesysApiError } from "../apiError.ts";

export interface Part<T> {
  readonly rows: readonly T[];
  /** Sentences with what is missing, and why; empty where everything was read. */
  readonly lacks: readonly string[];
  /** Nothing could be read. */
  readonly unread: boolean;
}

export function whole<T>(rows: readonly T[]): Part<T> {
  return { rows, lacks: [], unread: false };
}

/** The org wants a permission. @param where a word that its code has as well: `division` */
export function isForbidden(error: unknown, where: string): boolean {
  if (!(error instanceof GenesysApiError) || error.status !== 403) return false;
  return error.code.startsWith("missing.") && error.code.includes(where);
}

/**
 * What a refused call means for a part. Where the org did not answer, wants a login or asks for patience, the reading ends, to be gone on with later; any
 * other refusal would be the same next time and is told.
 *
 * @param what the piece that is missing, where it is no whole part: `Groups: `
 */
export function refused(what: string, error: unknown, permission: string): string {
  if (!(error instanceof GenesysApiError) || [0, 401, 429].includes(error.status)) throw error;
  const { method, path, status, code, permissions } = error;
  const call = `${method} ${path}`;
  if (isForbidden(error, "")) {
    const missing = permissions.length > 0 ? permissions.join(" or ") : permission;
    return `${what}The reading client lacks ${missing || "a permission"} (${call} answered 403).`;
  }
  const answer = status < 300 ? `gave ${code}` : `answered ${[status, code].join(" ").trim()}`;
  return `${what}${call} ${answer}.`;
}

export function coverageOf(part: SnapshotPart, count: number, lacks: readonly string[], unread: boolean) {
  const sentences = [...new Set(lacks)];
  const more =
    sentences.length > MOST_SENTENCES ? [`There are ${sentences.length - MOST_SENTENCES} reasons more.`] : [];
  const reason = [...sentences.slice(0, MOST_SENTENCES), ...more].join(" ");
  const state = unread ? "not-read" : lacks.length > 0 ? "partly" : "read";
  return { part, state, count, ...(reason !== "" && { reason }) } satisfies SnapshotCoverage;
}

const MOST_SENTENCES = 5;
const MOST_NAMED = 5;

/** Texts of the org in a sentence, the first few of them. */
export function some(texts: readonly string[]): string {
  return listed(
    texts.map((text) => copyable(text.slice(0, LONGEST_NAME))),
    MOST_NAMED,
  );
}

const LONGEST_NAME = 100;
