/** Holds an answer to what the table of attacks expects. */
import { expect } from "vitest";
import { type Answer, newIn } from "./answer.ts";
import type { Expected } from "./attacks.ts";

/** @param base the answer to the project without the attack */
export function expectAnswer(given: Answer, base: Answer, expected: Expected): void {
  const answer = newIn(given, base);
  if ("silent" in expected) {
    expect({ ...answer, because: expected.silent }).toEqual({ ...base, says: [], because: expected.silent });
    return;
  }
  const { says, ...ends } = expected;
  const missing = says.filter((line) => !answer.says.some((one) => one.includes(line)));
  expect({ ...answer, missing }, answer.says.slice(0, 40).join("\n")).toEqual({ ...answer, ...ends, missing: [] });
}
