/** The report of `genesys-access doctor`: checks and their results. */

/** `missing`: the next command would fail without it. */
export type CheckState = "ok" | "warn" | "missing";

export interface Check {
  /** Of the check, for scripts: `node`, `backend`, `spec`. */
  readonly id: string;
  /** The stack that it is about, where there may be several. */
  readonly stack?: string;
  readonly state: CheckState;
  /** The result, as a sentence. Never a secret. */
  readonly text: string;
  /** The remedy, as an instruction; absent where there is nothing to do. */
  readonly fix?: string;
  /** The org, or the way to it, did not answer or refused. */
  readonly unreachable?: true;
}

export interface DoctorReport {
  /** Folder of the project; absent where there is none. */
  readonly root?: string;
  /** The stack whose settings, credentials and org were looked at. */
  readonly stack?: string;
  readonly checks: readonly Check[];
}

export function ok(id: string, text: string): Check {
  return { id, state: "ok", text };
}

export function warn(id: string, text: string, fix?: string): Check {
  return { id, state: "warn", text, ...(fix !== undefined && { fix }) };
}

export function missing(id: string, text: string, fix: string): Check {
  return { id, state: "missing", text, fix };
}
