/** How facts and findings name the subject of a grant. */
import type { SubjectType } from "../access/plan/desired.ts";

const SECTIONS: Readonly<Record<SubjectType, string>> = {
  PC_USER: "users",
  PC_GROUP: "groups",
  PC_OAUTH_CLIENT: "clients",
};

/** `users/<e-mail>`, `groups/<name>`, `clients/<key>`: section and key of the spec. */
export function subjectKey(type: SubjectType, key: string): string {
  return `${SECTIONS[type]}/${key}`;
}
