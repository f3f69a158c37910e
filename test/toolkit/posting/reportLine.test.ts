import fc from "fast-check";
import { expect, test } from "vitest";
import { reportLine, splitReports } from "../../../toolkit/posting/index.ts";

test("a file of several reports is taken apart again, whatever the stacks are called", () => {
  const report = fc.record({
    stack: fc.string({ unit: "binary" }).filter((name) => name.isWellFormed() && name !== ""),
    text: fc.string().filter((text) => !text.includes("\r")),
  });
  fc.assert(
    fc.property(fc.array(report), (reports) => {
      const body = reports.map(({ stack, text }) => `${reportLine(stack)}\n${text}`).join("\n");
      expect(splitReports(body)).toEqual(reports);
    }),
  );
});

test("text that names no stack is no report", () => {
  expect(splitReports("### Access\n<!-- genesys-access-report: -->\n<!-- genesys-access-report:%ff -->")).toEqual([]);
});
