import { describe, expect, it } from "vitest";
import { compareLocks } from "../../../toolkit/lock/compareLocks.ts";
import { renderLock } from "../../../toolkit/lock/render.ts";

const [ORG, OTHER] = ["2f6c8a10-5b1d-4c57-9f0e-6f0a3c1d2e4b", "58f5d08e-0000-4000-8000-000000000000"];
const [A, B, C] = [
  { id: "a", name: "EMEA_A" },
  { id: "b", name: "EMEA_B" },
  { id: "c", name: "EMEA_C" },
];

describe("two locks", () => {
  it("differ by who joins, who leaves and who was renamed", () => {
    const before = { organization: ORG, divisions: [A, B] };
    const after = { organization: ORG, divisions: [{ id: "b", name: "EMEA_Beta" }, C] };
    expect(compareLocks(before, after)).toEqual({
      joining: [C],
      leaving: [A],
      renamed: [{ id: "b", name: "EMEA_Beta", before: "EMEA_B" }],
    });
  });

  it("have nothing in common where one is of another org, or there was none", () => {
    const after = { organization: ORG, divisions: [A] };
    for (const before of [undefined, { organization: OTHER, divisions: [A, B] }])
      expect(compareLocks(before, after)).toEqual({ joining: [A], leaving: [], renamed: [] });
  });

  it("are told with names as they are safe for a terminal", () => {
    const changes = { joining: [{ id: "d", name: "EMEA_\u001b[2J" }], leaving: [], renamed: [] };
    const report = {
      file: "stacks/prod.lock.json",
      divisions: changes.joining,
      changes,
      differs: true,
      problem: undefined,
    };
    expect(renderLock({ ...report, check: true })).toBe(
      '+ "EMEA_\\u001b[2J" (id d)\nstacks/prod.lock.json would change, to 1 division.\n',
    );
    expect(renderLock({ ...report, check: false })).toContain("stacks/prod.lock.json admits 1 division now. Commit it");
  });
});
