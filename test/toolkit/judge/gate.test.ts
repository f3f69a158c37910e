import { describe, expect, it } from "vitest";
import type { AccessDiff } from "../../../access/diff/model.ts";
import type { TermChange } from "../../../access/terms/model.ts";
import { judge } from "../../../toolkit/judge/gate.ts";
import { GATES } from "../../../toolkit/judge/gates.ts";

const NOTHING: AccessDiff = {
  stack: "prod",
  organization: { id: "o", name: "" },
  verdict: "unknown",
  counts: { gained: 0, lost: 0, unknown: 0 },
  subjects: [],
  terms: [],
  renames: [],
  notCovered: [],
};
const FULL = "a".repeat(64);
const digest = { short: FULL.slice(0, 12), full: FULL };

function code(direction: TermChange["direction"]): TermChange {
  return { direction, present: direction === "gained", kind: "code", owner: "project", value: "index.ts", path: [] };
}

const DOUBT: AccessDiff = NOTHING;
const CODE: AccessDiff = { ...NOTHING, counts: { gained: 0, lost: 0, unknown: 1 }, terms: [code("gained")], digest };

describe("a difference of unknown extent", () => {
  it.each(GATES)("passes no gate where no atom says what changed: --fail-on %s", (gate) => {
    expect(judge(DOUBT, [gate], {}).refusals).toEqual([
      "something may have changed unseen: the comparison says what it does not cover",
    ]);
    // There is no digest that anybody could approve.
    expect(judge(DOUBT, [gate], { digests: [FULL] }).refusals).toHaveLength(1);
  });

  it.each(GATES)("passes by the approval of exactly its atoms, and by no other: --fail-on %s", (gate) => {
    const other = judge(CODE, [gate], { digests: ["b".repeat(64)] });
    expect(other.refusals).toEqual([expect.stringContaining("1 atom")]);
    expect(judge(CODE, [gate], { digests: [FULL] }).refusals).toEqual([]);
  });

  it("passes --fail-on widened where it is only lost", () => {
    const lost: AccessDiff = { ...CODE, terms: [code("lost")] };
    const { digest: _, ...without } = lost;
    expect(judge(without, ["widened"], {}).refusals).toEqual([]);
  });
});
