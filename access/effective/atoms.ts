/** Products written out: one atom per subject, item, division and condition. */
import type { ConditionText } from "../values/condition.ts";
import type { DivisionId } from "../values/division.ts";
import { type SubjectId, subjectId } from "../values/subject.ts";
import type { Item } from "./item.ts";
import type { EffectiveAccess, Product } from "./model.ts";

/** The smallest thing that can be gained, lost or approved. */
export interface Atom {
  readonly subject: SubjectId;
  readonly item: Item;
  readonly division: DivisionId;
  readonly condition: ConditionText;
}

/** One at a time, subject by subject, with the product that gives it; what several roles give comes several times. */
export function* atomsOf({ subjects }: EffectiveAccess): Generator<Atom & { readonly product: Product }> {
  for (const subject of subjects) {
    const id = subjectId(subject);
    for (const product of subject.products) {
      const { items, divisions, condition } = product;
      for (const item of items)
        for (const division of divisions) yield { subject: id, item, division, condition, product };
    }
  }
}
