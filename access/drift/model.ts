/** What changed in an org outside of its stack, in rows: one for each thing that differs, with the access that it gives and takes, and who did it. */
import type { SubjectKind } from "../values/subject.ts";

/** The words of a row. Programs read them: none is ever renamed. */
export const DRIFT_KINDS = ["added", "removed", "changed", "backfilled", "unmanaged", "expiring"] as const;
export type DriftKind = (typeof DRIFT_KINDS)[number];

/** `wider` where access was gained, or may have been; `neutral` only where it is known that none was. */
export const DRIFT_VERDICTS = ["wider", "narrower", "neutral"] as const;
export type DriftVerdict = (typeof DRIFT_VERDICTS)[number];

/** `exact`: an event on that object says the same change. `likely`: an event on the object in the window. */
export const CERTAINTIES = ["exact", "likely", "unattributed"] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** What a row can be about. The first four are resources of a stack; the rest stand in the spec and in the org. */
export const DRIFT_OBJECTS = ["division", "role", "client", "grant", "waiver", "permission", "secret"] as const;
export type DriftObjectKind = (typeof DRIFT_OBJECTS)[number];

export interface DriftObject {
  readonly kind: DriftObjectKind;
  /** As the spec names it: `roles.reader`, `clients.crm`, `users.ada@contoso.example.reader`; the id of what no spec has. */
  readonly key: string;
  /** Id in the org; null for what has none. */
  readonly id: string | null;
  /** The name that people know. */
  readonly name: string;
}

/** A value that came or went, with the other spellings in which an audit may have it. */
export interface Token {
  readonly text: string;
  readonly also: readonly string[];
}

/** One thing that the org holds otherwise than the state says. */
export interface ObjectChange {
  readonly object: DriftObject;
  /** Null: the whole object is gone. */
  readonly property: string | null;
  readonly added: readonly Token[];
  readonly removed: readonly Token[];
  /** Whom it is about, for a grant and for a client. */
  readonly holder?: { readonly kind: SubjectKind; readonly key: string };
  /** The role that a grant gives: key and id. */
  readonly role?: { readonly key: string; readonly id: string };
}

/** Access of one subject that a row explains. */
export interface DriftAtoms {
  /** `clients.crm`. */
  readonly subject: string;
  readonly direction: "gained" | "lost";
  /** The permission, scope or role. */
  readonly item: string;
  readonly divisions: readonly string[];
  /** False where nobody can say here how much it is. */
  readonly certain: boolean;
}

/** One event of the org's audit that a row is put down to. */
export interface Actor {
  readonly event: string;
  readonly at: string;
  /** `system`: the platform by itself. `unknown`: the entry names nobody. */
  readonly by: "user" | "client" | "system" | "unknown";
  readonly id: string | null;
  readonly name: string | null;
  /** The client through which a person did it, where the entry names one. */
  readonly through: { readonly id: string; readonly name: string | null } | null;
  readonly addresses: readonly string[];
  readonly application: string | null;
  readonly action: string;
  /** By a client that deploys this stack. */
  readonly own: boolean;
}

export interface Attribution {
  readonly certainty: Certainty;
  /** Newest first; empty where nothing was found. */
  readonly actors: readonly Actor[];
  /** Why nobody is named; null where somebody is. */
  readonly reason: string | null;
}

export interface DriftRow {
  /** The same in every run that finds the same. */
  readonly id: string;
  readonly kind: DriftKind;
  readonly verdict: DriftVerdict;
  readonly object: DriftObject;
  readonly property: string | null;
  /** Values that came and went, as the org says them. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly access: readonly DriftAtoms[];
  /** When it happened, by the audit or the org; null where neither tells. */
  readonly since: string | null;
  readonly who: Attribution;
  /** What can be done about it, in sentences. */
  readonly todo: readonly string[];
}
