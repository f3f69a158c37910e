/** Who holds access: what the stack creates or grants roles to. */
import type { GrantType } from "../plan/desired.ts";

/** `client` is made by the stack; an `existing-client` is only granted roles. */
export type SubjectKind = "client" | "existing-client" | "group" | "user";

export interface Subject {
  readonly kind: SubjectKind;
  /** Key in the spec: client key, e-mail, group name. */
  readonly key: string;
  /** As people know it: the client's name in Genesys Cloud; else the key. */
  readonly name: string;
  /** Of an existing client: its id in the org. */
  readonly id?: string;
  /** Of a client that the stack makes; how an existing one logs in is not known. */
  readonly grantType?: GrantType;
}

export type SubjectId = `${SubjectKind}:${string}`;

/**
 * The same text for the same subject of one stack, whatever the file calls it: an existing client is its id, because under another id the
 * same key is somebody else; e-mails of Genesys users are compared without case.
 */
export function subjectId({ kind, key, id }: Subject): SubjectId {
  if (kind === "existing-client") return `${kind}:${(id ?? key).toLowerCase()}`;
  return kind === "user" ? `${kind}:${key.toLowerCase()}` : `${kind}:${key}`;
}
