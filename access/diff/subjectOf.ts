import type { EffectiveSubject } from "../effective/model.ts";
import type { Subject } from "../values/subject.ts";

/** The subject itself, without the products that it holds. */
export function subjectOf({ products: _, path: __, ...subject }: EffectiveSubject): Subject {
  return subject;
}
