import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MaybeUnknown, UNKNOWN } from "../../access/resources/unknown.ts";
import { dayOf, parseDay } from "../../access/values/day.ts";
import { evaluate, evaluateRule } from "../../policies/evaluate.ts";
import type { Facts } from "../../policies/facts.ts";
import { factsFromPlan } from "../../policies/fromPlan.ts";
import { RULES } from "../../policies/rules/index.ts";
import { noImplicitGrant } from "../../policies/rules/no-implicit-grant.ts";
import { applyWaivers, type Waiver } from "../../policies/waivers.ts";
import { planFile } from "../support/fixtureOrg.ts";

const findings = evaluate(RULES, factsFromPlan(planFile("test/fixtures/every-fact.yaml").desired));
const ID = "no-implicit-grant/client/widget/TOKEN";
const TODAY = "2026-11-21";

function waiver(changes: Partial<Waiver> = {}): Waiver {
  return { finding: ID, reason: "Replaced in spring", owner: "web@contoso.example", expires: "2027-03-31", ...changes };
}

function judge(waivers: readonly Waiver[], options: Partial<Parameters<typeof applyWaivers>[2]> = {}) {
  return applyWaivers(findings, waivers, { today: TODAY, ...options });
}

const waiverFindings = (waivers: readonly Waiver[], options = {}) =>
  judge(waivers, options).open.filter(({ rule }) => rule === "waiver");

describe("a waiver", () => {
  it("takes exactly the finding of its id out of the open ones, and keeps it in sight", () => {
    const { open, waived } = judge([waiver()]);
    expect(waived.map(({ finding }) => finding.id)).toEqual([ID]);
    expect(open).toEqual(findings.filter(({ id }) => id !== ID));
  });

  it("matches by the whole id only: no prefix, no pattern, no other case", () => {
    for (const finding of ["no-implicit-grant/client/widget", "no-implicit-grant/client/widget/*", ID.toLowerCase()]) {
      expect(judge([waiver({ finding })]).waived).toEqual([]);
    }
  });

  it("holds on its last day and not on the next", () => {
    expect(judge([waiver({ expires: TODAY })]).waived).toHaveLength(1);
    expect(judge([waiver({ expires: TODAY })], { today: "2026-11-22" }).waived).toEqual([]);
  });

  it.each([
    ["expired", { expires: "2026-11-20" }],
    ["malformed", { expires: "2026-02-30" }],
    ["malformed", { expires: "spring" }],
    ["malformed", { owner: " " }],
    ["too-long", { expires: "2027-12-27" }],
  ])("that is %s leaves its finding open and is a finding of the same level: %j", (atom, changes) => {
    const { open, waived } = judge([waiver(changes)]);
    expect(waived).toEqual([]);
    expect(open.map(({ id }) => id)).toContain(ID);
    expect(open.at(-1)).toMatchObject({ id: `waiver/waiver/${ID}/${atom}`, enforcementLevel: "mandatory" });
  });

  it("may last 400 days, or as many as the settings say", () => {
    expect(judge([waiver({ expires: "2027-12-26" })]).waived).toHaveLength(1);
    expect(judge([waiver({ expires: "2027-03-31" })], { maximumDays: 130 }).waived).toHaveLength(1);
    expect(judge([waiver({ expires: "2027-03-31" })], { maximumDays: 129 }).waived).toEqual([]);
  });

  it.each([
    ["in force", {}, "unmatched"],
    ["expired", { expires: "2026-01-01" }, "expired"],
  ])("that matches nothing is only told, %s", (_what, changes, atom) => {
    expect(waiverFindings([waiver({ finding: "x/client/y/z", ...changes })])).toMatchObject([
      { atom, enforcementLevel: "advisory", path: ["waivers", 0, expect.any(String)] },
    ]);
  });

  it("is judged as the settings say, where they name a level", () => {
    const unmatched = waiver({ finding: "x/client/y/z" });
    expect(waiverFindings([unmatched], { enforcementLevel: "mandatory" })).toMatchObject([
      { enforcementLevel: "mandatory" },
    ]);
    expect(waiverFindings([unmatched], { enforcementLevel: "disabled" })).toEqual([]);
    const expired = judge([waiver({ expires: "2026-01-01" })], { enforcementLevel: "disabled" });
    expect(expired.open).toEqual(findings);
  });

  it("never covers a finding that says that a value is unknown", () => {
    const client = factsFromPlan(planFile("test/fixtures/every-fact.yaml").desired).find(
      ({ kind }) => kind === "client",
    );
    const unknown = { ...client, grantType: UNKNOWN } as MaybeUnknown<Facts>;
    const [undecided] = evaluateRule(noImplicitGrant, unknown);
    if (!undecided) throw new Error("an unknown grant type is refused");
    const { open, waived } = applyWaivers([undecided], [waiver({ finding: undecided.id })], { today: TODAY });
    expect(waived).toEqual([]);
    expect(open.map(({ id }) => id)).toEqual([undecided.id, `waiver/waiver/${undecided.id}/undecided`]);
  });

  it("cannot be waived itself", () => {
    const expired = waiver({ expires: "2026-01-01" });
    const second = waiver({ finding: `waiver/waiver/${ID}/expired` });
    expect(judge([expired, second]).open.map(({ id }) => id)).toContain(`waiver/waiver/${ID}/expired`);
  });
});

describe("findings and waivers", () => {
  it("are all accounted for: every finding is open or waived, and none is both", () => {
    const anyWaiver = fc.record({
      finding: fc.constantFrom(...findings.map(({ id }) => id), "nothing/role/a/b"),
      reason: fc.constant("r"),
      owner: fc.constant("o"),
      expires: fc.constantFrom("2026-01-01", "2026-12-31", "2029-01-01", "never"),
    });
    fc.assert(
      fc.property(fc.uniqueArray(anyWaiver, { selector: ({ finding }) => finding }), (waivers) => {
        const { open, waived } = judge(waivers);
        const seen = [...open.filter(({ rule }) => rule !== "waiver"), ...waived.map(({ finding }) => finding)];
        expect(seen.map(({ id }) => id).sort()).toEqual(findings.map(({ id }) => id).sort());
        // Every waiver either covers something or is told.
        expect(waived.length + open.filter(({ rule }) => rule === "waiver").length).toBe(waivers.length);
      }),
    );
  });

  it("need a day to be judged at", () => {
    expect(() => judge([waiver()], { today: "today" })).toThrow(RangeError);
  });
});

describe("days", () => {
  it("are those of the calendar, in UTC", () => {
    expect(parseDay("1970-01-02")).toBe(1);
    expect(parseDay("2028-02-29")).toBeDefined();
    for (const text of ["2027-02-29", "2027-13-01", "2027-1-1", "31.03.2027", ""])
      expect(parseDay(text)).toBeUndefined();
    expect(dayOf(new Date("2026-11-21T23:59:59Z"))).toBe(parseDay("2026-11-21"));
  });
});
