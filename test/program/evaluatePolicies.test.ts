import { describe, expect, it } from "vitest";
import type { SpecWaiver } from "../../access/language/spec.ts";
import type { PolicySettings } from "../../policies/settings.ts";
import { evaluatePolicies } from "../../program/evaluatePolicies.ts";
import { planFile } from "../support/fixtureOrg.ts";

const { spec, desired } = planFile("test/fixtures/every-fact.yaml");
const IMPLICIT = "no-implicit-grant/client/widget/TOKEN";
const NOON = new Date("2026-11-21T12:00:00Z");

function verdict(changes: { policies?: PolicySettings; waivers?: readonly SpecWaiver[] } = {}) {
  return evaluatePolicies({ ...spec, value: { ...spec.value, ...changes } }, desired, NOON);
}

const has = (lines: readonly string[], id: string) => lines.some((line) => line.endsWith(`[${id}]`));

describe("the verdict of the program", () => {
  it("refuses mandatory findings", () => {
    expect(has(verdict().refused, IMPLICIT)).toBe(true);
  });

  it("tells advisory ones, which the spec may make of mandatory ones, and forgets disabled ones", () => {
    const advisory = verdict({ policies: { "no-implicit-grant": "advisory" } });
    expect([has(advisory.refused, IMPLICIT), has(advisory.advised, IMPLICIT)]).toEqual([false, true]);
    const disabled = verdict({ policies: { "no-implicit-grant": "disabled" } });
    expect([has(disabled.refused, IMPLICIT), has(disabled.advised, IMPLICIT)]).toEqual([false, false]);
  });

  it("shows waived ones, until the last day of the waiver", () => {
    const waiver = {
      finding: IMPLICIT,
      reason: "Replaced in spring",
      owner: "web@contoso.example",
      expires: "2026-11-21",
    };
    const waived = verdict({ waivers: [waiver] });
    expect(has(waived.refused, IMPLICIT)).toBe(false);
    expect(waived.waived).toEqual([
      expect.stringMatching(/^waived until 2026-11-21 by web@contoso\.example \(Replaced/),
    ]);
    const expired = verdict({ waivers: [{ ...waiver, expires: "2026-11-20" }] });
    expect(has(expired.refused, IMPLICIT)).toBe(true);
    expect(has(expired.refused, `waiver/waiver/${IMPLICIT}/expired`)).toBe(true);
    expect(expired.waived).toEqual([]);
  });

  it("names the place of a waiver that matches nothing", () => {
    const { advised } = verdict({
      waivers: [{ finding: "x/client/y/z", reason: "Replaced in spring", owner: "web-team", expires: "2026-12-01" }],
    });
    expect(advised.find((line) => line.includes("[waiver/"))).toMatch(
      / waivers\[0\]\.finding: The waiver matches no finding\. /,
    );
  });
});
