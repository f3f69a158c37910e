import fc from "fast-check";
import { expect, it } from "vitest";
import { aligned } from "../../../access/values/alignedRows.ts";

const ROWS = [
  ["subject", "answer", "permission"],
  ["clients.powerbi-emea", "allowed", "analytics:conversationDetail:view"],
];

it("aligns columns, and ends no line with a blank", () => {
  expect(aligned(ROWS)).toEqual([
    "subject               answer   permission",
    "clients.powerbi-emea  allowed  analytics:conversationDetail:view",
  ]);
});

it("goes on below where the terminal is narrower, and cuts nothing off", () => {
  expect(aligned(ROWS, 50)).toEqual([
    "subject              answer   permission",
    "clients.powerbi-     allowed  analytics:",
    "emea                          conversationDetail:",
    "                              view",
  ]);
});

it("loses no character and keeps to the width, whatever the cells are", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "b", ":", ",", "/", "-"), maxLength: 60 });
  const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(rows, fc.integer({ min: 40, max: 120 }), (table, width) => {
      const lines = aligned(table, width);
      const characters = (texts: readonly string[]) => texts.join("").replaceAll(" ", "").split("").sort().join("");
      expect(characters(lines)).toBe(characters(table.flat()));
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    }),
  );
});
