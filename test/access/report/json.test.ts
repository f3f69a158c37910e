import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { renderJson } from "../../../access/report/json.ts";
import { HOSTILE, report, result, WAIVED } from "./reports.ts";

const ajv = new Ajv({ allErrors: true });
formats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync("schemas/check-report.schema.json", "utf8")));

describe("the report as JSON", () => {
  it("fits the published schema, whatever is in it", () => {
    for (const all of [report([]), report([result(), result(WAIVED)]), report([result({ message: HOSTILE })])]) {
      validate(JSON.parse(renderJson(all)));
      expect(validate.errors).toBeNull();
    }
  });

  it("has a schema that refuses other things", () => {
    const json = JSON.parse(renderJson(report([result()])));
    expect(validate({ ...json, formatVersion: 2 })).toBe(false);
    expect(validate({ ...json, more: 1 })).toBe(false);
    expect(validate({ ...json, stacks: [{ ...json.stacks[0], results: [{ id: "x" }] }] })).toBe(false);
  });

  it("counts what is refused, advised and waived", () => {
    const all = report([
      result(),
      result({ level: "advisory" }),
      result(WAIVED),
      result({ ...WAIVED, level: "advisory" }),
    ]);
    expect(JSON.parse(renderJson(all)).summary).toEqual({ refused: 1, advised: 1, waived: 2 });
  });
});
