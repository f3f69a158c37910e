/** A subject is whoever holds access: a client that the stack creates, or a client, user or group that it grants roles to. */
import type { GrantType } from "./grantType.ts";

/** Types of subjects that exist already, in the API's spelling. */
export const SUBJECT_TYPES = ["PC_USER", "PC_GROUP", "PC_OAUTH_CLIENT"] as const;
export type SubjectType = (typeof SUBJECT_TYPES)[number];

/** Sections of the YAML that name subjects. */
export type SubjectSection = "clients" | "groups" | "users";

/** `client` is made by the stack; an `existing-client` is only granted roles. */
export type SubjectKind = "client" | "existing-client" | "group" | "user";

export interface Subject {
  readonly kind: SubjectKind;
  /** Key in the spec: client key, e-mail, group name. */
  readonly key: string;
  /** The name that people know: a client's name in Genesys Cloud; else the key. */
  readonly name: string;
  /** The id in the org, for an existing client. */
  readonly id?: string;
  /** The grant type, for a client that the stack makes; how an existing one logs in is not known. */
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

/** A type of the API, in the words of the YAML and of reports. */
const WORDS = {
  PC_USER: { section: "users", kind: "user" },
  PC_GROUP: { section: "groups", kind: "group" },
  PC_OAUTH_CLIENT: { section: "clients", kind: "existing-client" },
} as const satisfies Record<SubjectType, { readonly section: SubjectSection; readonly kind: SubjectKind }>;

/** The section of the YAML that names subjects of a type. */
export function subjectSection(type: SubjectType): SubjectSection {
  return WORDS[type].section;
}

export function subjectKind(type: SubjectType): SubjectKind {
  return WORDS[type].kind;
}

/** Anything else than a subject type counts as a user, as in the API, whose default that is. */
export function readSubjectType(value: unknown): SubjectType {
  return SUBJECT_TYPES.find((type) => type === value) ?? "PC_USER";
}
