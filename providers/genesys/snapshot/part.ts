/** One part of a reading: what was read of it, and what was not and why. */
import type { SnapshotCoverage, SnapshotPart } from "../../../access/snapshot/model.ts";
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

/**
 * What a refused call means for a part. Where the org did not answer, wants a login or asks for patience, the reading ends, to be gone on with later; any
 * other refusal would be the same next time and is told.
 */
export function refused(what: string, error: unknown, permission: string): string {
  if (!(error instanceof GenesysApiError) || [0, 401, 429].includes(error.status)) throw error;
  const { method, path, status, code, permissions } = error;
  const call = `${method} ${path}`;
  if (status === 403 && code.startsWith("missing.")) {
    const missing = permissions.length > 0 ? permissions.join(" or ") : permission;
    return `${what}: the reading client lacks ${missing} (${call} answered 403).`;
  }
  const answer = status < 300 ? `gave ${code}` : `answered ${[status, code].join(" ").trim()}`;
  return `${what}: ${call} ${answer}.`;
}

export function coverageOf(part: SnapshotPart, count: number, lacks: readonly string[], unread: boolean) {
  const reason = [...new Set(lacks)].join(" ");
  const state = unread ? "not-read" : lacks.length > 0 ? "partly" : "read";
  return { part, state, count, ...(reason !== "" && { reason }) } satisfies SnapshotCoverage;
}
