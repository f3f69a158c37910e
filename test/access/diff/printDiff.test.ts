import { describe, expect, it } from "vitest";
import { diffAccess } from "../../../access/diff/diffAccess.ts";
import { diffJson } from "../../../access/diff/json.ts";
import { printDiff } from "../../../access/diff/printDiff.ts";
import type { EffectiveAccess } from "../../../access/effective/model.ts";
import { namedDivision } from "../../../access/values/division.ts";
import { printableJson } from "../../../access/values/untrusted.ts";
import { ORGANIZATION } from "./arbitraries.ts";

const HOSTILE = 'x\u001b[2J\u202e\r\n\nVerdict: unchanged\u0085\u2028"';

/** Names that an org may hold, although the YAML language refuses them. */
const hostile: EffectiveAccess = {
  stack: HOSTILE,
  organization: { ...ORGANIZATION, name: HOSTILE },
  divisions: [],
  subjects: [
    {
      kind: "user",
      key: HOSTILE,
      name: HOSTILE,
      path: ["users", HOSTILE],
      products: [
        {
          role: HOSTILE,
          path: ["users", HOSTILE, "grants", 0],
          items: [`permission:${HOSTILE}`, `role:${HOSTILE}`],
          divisions: [namedDivision(HOSTILE), `selector:${JSON.stringify({ match: [HOSTILE], exclude: [HOSTILE] })}`],
          condition: JSON.stringify({
            conjunction: "AND",
            terms: [{ variableName: HOSTILE, operator: "EQ", operands: [{ type: "SCALAR", value: HOSTILE }] }],
          }),
        },
      ],
    },
  ],
};

describe("a difference as text", () => {
  const diff = diffAccess({ ...hostile, subjects: [] }, hostile);

  it("keeps names in their lines and out of the terminal", () => {
    const text = printDiff(diff);
    expect(text).not.toMatch(/[^\P{C}\n]|[\u2028\u2029]/u);
    expect(text.match(/^Verdict: /gm)).toEqual(["Verdict: "]);
    expect(text).toContain("\\u001b[2J");
  });

  it("is as safe as JSON, which keeps the names", () => {
    const text = printableJson(diffJson(diff));
    expect(text).not.toMatch(/[^\P{C}\n]|[\u2028\u2029]/u);
    expect(JSON.parse(text).subjects[0].key).toBe(HOSTILE);
  });

  it("quotes a name that reads like something else", () => {
    const named = (name: string): EffectiveAccess => ({
      ...hostile,
      stack: "prod",
      subjects: [
        {
          kind: "group",
          key: name,
          name,
          path: [],
          products: [
            {
              path: [],
              items: ["permission:routing:queue:view"],
              divisions: [namedDivision("all divisions")],
              condition: "",
            },
          ],
        },
      ],
    });
    const text = printDiff(diffAccess({ ...hostile, stack: "prod", subjects: [] }, named("Quality (removed)")));
    expect(text).toContain('group "Quality (removed)" (new)');
    expect(text).toContain('in "all divisions"');
  });
});
