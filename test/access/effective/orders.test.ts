import { describe, expect, it } from "vitest";
import { conditionCovers, conditionText, printCondition } from "../../../access/effective/conditionText.ts";
import { divisionOrder, printDivision, selectedDivisions } from "../../../access/effective/division.ts";
import { itemCovers } from "../../../access/effective/item.ts";
import { subjectId } from "../../../access/effective/subject.ts";

const emea = selectedDivisions({ match: ["EMEA_*"], exclude: [] });
const emeaWithoutTest = selectedDivisions({ match: ["EMEA_*"], exclude: ["*_Test"] });

describe("a division", () => {
  const covers = divisionOrder(new Set(["EMEA_Managed"]));
  it.each([
    ["all", "division:NA", true],
    ["all", emea, true],
    ["all", "as-user", false],
    ["division:NA", "all", false],
    [emea, "division:EMEA_Test", true],
    [emea, "division:NA", false],
    [emeaWithoutTest, "division:EMEA_Test", false],
    [emea, emeaWithoutTest, true],
    [emeaWithoutTest, emea, false],
    ["division:EMEA_Test", emea, false],
    [emea, "division:EMEA_Managed", false],
  ] as const)("%s covers %s: %s", (wide, narrow, expected) => {
    expect(covers(wide, narrow)).toBe(expected);
  });

  it("is called what people call it", () => {
    expect(["all" as const, "division:NA" as const, emeaWithoutTest].map(printDivision)).toEqual([
      "all divisions",
      "NA",
      "selector EMEA_* without *_Test",
    ]);
  });

  it("is the same selector in any order of its patterns", () => {
    expect(selectedDivisions({ match: ["b", "a", "b"], exclude: [] })).toBe(
      selectedDivisions({ match: ["a", "b"], exclude: [] }),
    );
  });
});

describe("an item", () => {
  it.each([
    ["pattern:analytics:*:view", "permission:analytics:conversationDetail:view", true],
    ["pattern:analytics:*:view", "permission:analytics:conversationDetail:edit", false],
    ["pattern:*:*:*", "pattern:analytics:*:view", true],
    ["pattern:analytics:*:view", "pattern:*:*:view", false],
    ["scope:routing", "scope:routing:readonly", true],
    ["scope:routing:readonly", "scope:routing", false],
    ["scope:routing", "scope:routing2:readonly", false],
    ["role:analytics:*:view", "permission:analytics:conversationDetail:view", false],
    ["pattern:analytics:*:view", "scope:analytics:x:view", false],
  ] as const)("%s covers %s: %s", (wide, narrow, expected) => {
    expect(itemCovers(wide, narrow)).toBe(expected);
  });
});

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

describe("a subject", () => {
  it("is an existing client by its id, and a user whatever the case of the e-mail", () => {
    expect(subjectId({ kind: "existing-client", key: "any", name: "any", id: "7A0F" })).toBe("existing-client:7a0f");
    expect(subjectId({ kind: "user", key: "Jane@Contoso.example", name: "" })).toBe("user:jane@contoso.example");
  });
});
