import { describe, expect, it } from "vitest";
import { z } from "zod";
import { diffAccess } from "../../../access/diff/diffAccess.ts";
import { effectiveAccess } from "../../../access/effective/effectiveAccess.ts";
import { planOffline } from "../../../access/plan/planOffline.ts";
import {
  type Condition,
  canonicalCondition,
  conditionCovers,
  conditionSchema,
  conditionText,
  printCondition,
} from "../../../access/values/condition.ts";
import { roleLifecycle } from "../../../providers/role/role.lifecycle.ts";
import { loadTexts, ORGANIZATION, specOf } from "../fixtures/load.ts";

describe("a condition", () => {
  const term = (variableName: string) =>
    ({ variableName, operator: "EQ", operands: [{ type: "SCALAR", value: "1" }] }) as const;

  it("is the same in any order of its terms, and with one term under either conjunction", () => {
    expect(conditionText({ conjunction: "OR", terms: [term("a"), term("b")] })).toBe(
      conditionText({ conjunction: "OR", terms: [term("b"), term("a")] }),
    );
    expect(conditionText({ conjunction: "OR", terms: [term("a")] })).toBe(
      conditionText({ conjunction: "AND", terms: [term("a")] }),
    );
    expect(conditionText({ conjunction: "OR", terms: [term("a"), term("b")] })).not.toBe(
      conditionText({ conjunction: "AND", terms: [term("a"), term("b")] }),
    );
  });

  it("covers itself only, and no condition covers every one", () => {
    const [a, b] = [term("a"), term("b")].map((one) => conditionText({ conjunction: "AND", terms: [one] }));
    expect([conditionCovers("", a ?? ""), conditionCovers(a ?? "", ""), conditionCovers(a ?? "", b ?? "")]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("is told in words", () => {
    expect(printCondition(conditionText({ conjunction: "OR", terms: [term("b"), term("a")] }))).toBe(
      "a EQ 1 or b EQ 1",
    );
  });
});

/** One role whose only line holds under a condition on media types. */
function planOf(...mediaTypes: string[]) {
  const operands = mediaTypes.map((value) => `{ type: SCALAR, value: ${value} }`).join(", ");
  const text = `organization: { id: ${ORGANIZATION} }
divisions: { EMEA: {} }
roles:
  reader:
    name: Reader
    permissions:
      - permission: "conversation:communication:view"
        condition: { conjunction: AND, terms: [{ variableName: Conversation.mediaType, operator: EQ, operands: [${operands}] }] }
groups: { Readers: { grants: [{ role: reader, divisions: [EMEA] }] } }
`;
  const planned = planOffline(specOf(loadTexts({ "stacks/prod.yaml": text })));
  if (!planned.ok) throw new Error(JSON.stringify(planned.problems));
  return planned.desired;
}

describe("a condition that says an operand twice", () => {
  const [twice, once] = [planOf("CALL", "CALL"), planOf("CALL")];

  it("is the same condition to a plan and to a difference", () => {
    expect(twice.roles).toEqual(once.roles);
    const { verdict, subjects } = diffAccess(effectiveAccess(twice), effectiveAccess(once));
    expect({ verdict, subjects }).toEqual({ verdict: "unchanged", subjects: [] });
    const operand = { type: "SCALAR", value: "CALL" } as const;
    const written = (operands: Condition["terms"][number]["operands"]): Condition => {
      return { conjunction: "OR", terms: [{ variableName: "Conversation.mediaType", operator: "EQ", operands }] };
    };
    expect(conditionText(written([operand, operand]))).toBe(conditionText(written([operand])));
  });

  it("is the same to the provider, in the very form of the plan", () => {
    for (const { conditional } of [...twice.roles, ...once.roles]) {
      expect(roleLifecycle.canonical({ conditional })["conditional"]).toEqual(conditional);
    }
    expect(twice.roles[0]?.conditional[0]?.condition.terms[0]?.operands).toEqual([{ type: "SCALAR", value: "CALL" }]);
  });
});

describe("the shape of a condition", () => {
  const empty = { conjunction: "AND", terms: [] };

  it("is the same where the YAML writes it and where a state holds it; the YAML may not leave a list empty", () => {
    const [written, held] = [conditionSchema(z.string(), z.strictObject, 1), conditionSchema(z.string())];
    const condition = planOf("CALL").roles[0]?.conditional[0]?.condition;
    expect(written.parse(condition)).toEqual(held.parse(condition));
    expect([written, held].map((schema) => schema.safeParse(empty).success)).toEqual([false, true]);
    expect([written, held].map((schema) => schema.safeParse({ ...condition, more: 1 }).success)).toEqual([false, true]);
  });

  it("has no other keys in its canonical form", () => {
    const more = { ...empty, note: "x" } as unknown as Condition;
    expect(canonicalCondition(more)).toEqual(empty);
  });
});
