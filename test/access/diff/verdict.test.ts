import { describe, expect, it } from "vitest";
import { type Evidence, type Verdict, verdictOf } from "../../../access/diff/verdict.ts";

const nothing: Evidence = { gained: false, lost: false, maybeGained: false, maybeLost: false };

describe("a change of access is", () => {
  it.each([
    ["unchanged", {}],
    ["widened", { gained: true }],
    ["widened", { gained: true, maybeGained: true }],
    ["mixed", { gained: true, lost: true }],
    ["mixed", { gained: true, maybeLost: true }],
    ["narrowed", { lost: true }],
    ["narrowed", { lost: true, maybeLost: true }],
    ["unknown", { lost: true, maybeGained: true }],
    ["unknown", { maybeGained: true }],
    ["unknown", { maybeLost: true }],
  ] satisfies [Verdict, Partial<Evidence>][])("%s by %j", (verdict, evidence) => {
    expect(verdictOf({ ...nothing, ...evidence })).toBe(verdict);
  });
});
