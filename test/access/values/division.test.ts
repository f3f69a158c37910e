import { describe, expect, it } from "vitest";
import { divisionOrder, printDivision, selectedDivisions } from "../../../access/values/division.ts";

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
