import type { EffectiveSubject } from "../effective/model.ts";
import type { Subject } from "../values/subject.ts";

/** Who it is, without what it holds. */
export function subjectOf({ products: _, path: __, ...subject }: EffectiveSubject): Subject {
  return subject;
}
