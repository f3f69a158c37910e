import { describe, expect, it } from "vitest";
import { parseYaml } from "../../../access/language/parseYaml.ts";

const told = (text: string) =>
  parseYaml("a.yaml", text).problems.map(({ position, message }) => `${position.line}:${position.column} ${message}`);

describe("one mistake of the YAML is one problem", () => {
  it.each([
    ["r: { name: A purpose: b }", '1:14 a comma is missing before "purpose"'],
    ["r: { a: [x] y: 1 }", '1:13 a comma is missing before "y"'],
    [
      "purpose: Reads: the queues",
      "1:10 a colon with a blank behind it stands in a text without quotes, and YAML begins a map there",
    ],
    ["a: 'it's'", '1:8 "s\'" follows a value that has ended already'],
    ["a: @b", '1:4 a text without quotes cannot begin with "@"'],
    ["a: {b: 1\nc: 2", "2:1 a bracket that was opened above is not closed before this"],
  ])("%j", (text, problem) => {
    expect(told(text)).toEqual([problem]);
  });

  it("and two mistakes are two", () => {
    expect(told("a: { b: 1 c: 2 }\nd: { e: 1 f: 2 }")).toHaveLength(2);
  });

  it("and a file of errors is told in bounded time, in part", () => {
    const begin = performance.now();
    expect(told(`a: {${" b: 1 c: 2,".repeat(5_000)} }`).length).toBeLessThanOrEqual(200);
    expect(told("- { a: 1 b: 2 }\n".repeat(2_000)).length).toBeLessThanOrEqual(200);
    expect(performance.now() - begin).toBeLessThan(20_000);
  });
});
