/** The names of a grant's subject in facts and findings. */
import { type SubjectType, subjectSection } from "../access/values/subject.ts";

/** `users/<e-mail>`, `groups/<name>`, `clients/<key>`: section and key of the spec. */
export function subjectKey(type: SubjectType, key: string): string {
  return `${subjectSection(type)}/${key}`;
}
