/** Effective accesses from small pools, so that they meet; and pairs of similar ones, because two random ones have nothing in common. */
import fc from "fast-check";
import type { Item } from "../../../access/effective/item.ts";
import type { EffectiveAccess, EffectiveSubject, Product } from "../../../access/effective/model.ts";
import { conditionText } from "../../../access/values/condition.ts";
import { type DivisionId, selectedDivisions } from "../../../access/values/division.ts";
import { compareText } from "../../../access/values/text.ts";

export const ORGANIZATION = { id: "2f6c8a10-5b1d-4c57-9f0e-6f0a3c1d2e4b", name: "Contoso Example" };

const ITEMS: readonly Item[] = [
  "permission:analytics:conversationDetail:view",
  "permission:analytics:queueObservation:view",
  "permission:routing:queue:edit",
  "permission:newer:than:catalogue",
  "pattern:analytics:*:view",
  "pattern:analytics:queueObservation:*",
  "role:Communicate - User",
  "scope:routing",
  "scope:routing:readonly",
  "user-context:CODE",
];

const DIVISIONS: readonly DivisionId[] = [
  "all",
  "as-user",
  "division:EMEA_Operations",
  "division:EMEA_Test",
  "division:NA_Operations",
  "division:EMEA_Managed",
  selectedDivisions({ match: ["EMEA_*"], exclude: [] }),
  selectedDivisions({ match: ["EMEA_*"], exclude: ["*_Test"] }),
  selectedDivisions({ match: ["EMEA_*", "NA_*"], exclude: [] }),
];

const CONDITIONS = ["", ...["CALL", "CHAT"].map((value) => condition(value))];

function condition(value: string): string {
  const term = {
    variableName: "Conversation.mediaType",
    operator: "EQ",
    operands: [{ type: "SCALAR", value }],
  } as const;
  return conditionText({ conjunction: "AND", terms: [term] });
}

const MANAGED = [{ key: "managed", name: "EMEA_Managed", managed: true }];

function someOf<T extends string>(values: readonly T[]): fc.Arbitrary<readonly T[]> {
  return fc.subarray([...values], { minLength: 1, maxLength: 4 }).map((some) => some.sort(compareText));
}

const product: fc.Arbitrary<Product> = fc.record({
  role: fc.constantFrom("a", "b", "c"),
  path: fc.constantFrom(["clients", "bi", "grants", 0], ["clients", "bi", "grants", 1]),
  items: someOf(ITEMS),
  divisions: someOf(DIVISIONS),
  condition: fc.constantFrom(...CONDITIONS),
});

const subject: fc.Arbitrary<EffectiveSubject> = fc
  .record({
    kind: fc.constantFrom("client" as const, "user" as const, "group" as const),
    key: fc.constantFrom("bi", "jane@contoso.example", "wallboard"),
    products: fc.array(product, { maxLength: 4 }),
  })
  .map(({ kind, key, products }) => ({ kind, key, name: key, path: [`${kind}s`, key], products }));

export function accessOf(subjects: readonly EffectiveSubject[]): EffectiveAccess {
  return { stack: "prod", organization: ORGANIZATION, subjects, divisions: MANAGED };
}

const subjects = fc.uniqueArray(subject, { maxLength: 4, selector: ({ kind, key }) => `${kind}:${key}` });

export const anyAccess: fc.Arbitrary<EffectiveAccess> = subjects.map(accessOf);

/** The edits that people make to a product: another item, another division, another condition, or nothing. */
function edited(original: Product): fc.Arbitrary<Product> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant(original) },
    { weight: 1, arbitrary: someOf(ITEMS).map((items) => ({ ...original, items })) },
    { weight: 1, arbitrary: someOf(DIVISIONS).map((divisions) => ({ ...original, divisions })) },
    { weight: 1, arbitrary: fc.constantFrom(...CONDITIONS).map((text) => ({ ...original, condition: text })) },
  );
}

function editedSubject(original: EffectiveSubject): fc.Arbitrary<EffectiveSubject> {
  const products = fc.tuple(fc.tuple(...original.products.map(edited)), fc.array(product, { maxLength: 1 }));
  return products.map(([kept, added]) => ({ ...original, products: [...kept, ...added] }));
}

/** The head has some of the base's subjects, edited. */
export const similarPair: fc.Arbitrary<readonly [EffectiveAccess, EffectiveAccess]> = subjects.chain((base) =>
  fc
    .subarray(base)
    .chain((kept) => fc.tuple(...kept.map(editedSubject)))
    .map((head) => [accessOf(base), accessOf(head)] as const),
);
