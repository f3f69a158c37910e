import { expect, it } from "vitest";
import { Failure } from "../../../toolkit/failure.ts";
import { readSwitches } from "../../../toolkit/org/readSwitches.ts";

it("takes words, numbers, booleans and lists, and the last of a name", () => {
  const fault = '[{"path":"/roles","kind":"status","status":500,"times":1}]';
  expect(
    readSwitches(["escalationGuard=role", "latencyMs=1", "latencyMs=5", "uniqueNames=false", `faults=${fault}`]),
  ).toEqual({ escalationGuard: "role", latencyMs: 5, uniqueNames: false, faults: JSON.parse(fault) });
  expect(readSwitches([])).toEqual({});
});

it.each([
  ["nosuch=1", /there is no switch "nosuch"\. Write name=value with one of escalationGuard, /],
  ["latencyMS=1", /Nearest: latencyMs\./],
  ["__proto__=1", /there is no switch/],
  ["latencyMs", /latencyMs: /],
  ["latencyMs=fast", /latencyMs: /],
  ["escalationGuard=always", /escalationGuard: .*"off"/],
  ['faults=[{"path":"(","kind":"status","times":1}]', /faults\[0\]\.path: not a regular expression/],
])("refuses %s with a sentence", (text, sentence) => {
  expect(() => readSwitches([text])).toThrow(Failure);
  expect(() => readSwitches([text])).toThrow(sentence);
});
