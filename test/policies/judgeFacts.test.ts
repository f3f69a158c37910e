import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../access/resources/unknown.ts";
import type { Facts } from "../../policies/facts.ts";
import { factsFromPlan } from "../../policies/fromPlan.ts";
import { judgeFacts, openFindings } from "../../policies/judgeFacts.ts";
import { noImplicitGrant } from "../../policies/rules/no-implicit-grant.ts";
import type { Waiver } from "../../policies/waivers.ts";
import { planFile } from "../support/fixtureOrg.ts";
import { fleetOf, goodStack } from "../support/ruleFacts.ts";

const facts = factsFromPlan(planFile("test/fixtures/every-fact.yaml").desired);
const widget = facts.find(({ kind, key }) => kind === "client" && key === "widget") as Facts;
const IMPLICIT = "no-implicit-grant/client/widget/TOKEN";
const ACROSS = "client-across-orgs/fleet/fleet/6f1a2c3d-0000-4000-8000-000000000001";
const TODAY = "2026-11-21";
const waiver = (finding: string): Waiver => ({
  finding,
  reason: "Replaced in spring",
  owner: "web-team",
  expires: "2027-03-31",
});
const terms = (...findings: string[]) => ({ settings: {}, waivers: findings.map(waiver), today: TODAY });
const aboutWaivers = (judged: ReturnType<typeof judgeFacts>) => judged.open.filter(({ rule }) => rule === "waiver");

describe("the judge", () => {
  it("tells open findings from waived ones", () => {
    const { open, waived } = judgeFacts(facts, terms(IMPLICIT));
    expect(open.map(({ id }) => id)).not.toContain(IMPLICIT);
    expect(waived.map(({ finding }) => finding.id)).toEqual([IMPLICIT]);
  });

  it("calls a waiver stray that matches nothing, at its place in the file", () => {
    const stray = aboutWaivers(judgeFacts(facts, terms(ACROSS, "x/client/y/z")));
    expect(stray.map(({ id, path }) => [id, path])).toEqual([
      ["waiver/waiver/x/client/y/z/unmatched", ["waivers", 1, "finding"]],
    ]);
  });

  it("lets a waiver of a finding about several stacks wait until it sees several", () => {
    expect(aboutWaivers(judgeFacts(facts, terms(ACROSS)))).toEqual([]);
    const several = judgeFacts([...facts, fleetOf(goodStack())], terms(ACROSS));
    expect(aboutWaivers(several).map(({ id }) => id)).toEqual([`waiver/waiver/${ACROSS}/unmatched`]);
  });

  it("says nothing of the waivers where it sees one rule and one resource only", () => {
    expect(openFindings(noImplicitGrant, widget, terms("x/client/y/z")).map(({ id }) => id)).toEqual([IMPLICIT]);
    expect(openFindings(noImplicitGrant, widget, terms(IMPLICIT))).toEqual([]);
  });

  it("does not let the spec switch off what the engine was told to enforce", () => {
    const disabled = { ...terms(), settings: { "no-implicit-grant": "disabled" as const } };
    expect(judgeFacts([widget], disabled).open.map(({ id }) => id)).not.toContain(IMPLICIT);
    expect(openFindings(noImplicitGrant, widget, disabled).map(({ id }) => id)).toEqual([IMPLICIT]);
  });

  it("refuses what is not known, whatever a waiver says", () => {
    const unseen = { ...widget, grantType: UNKNOWN } as unknown as Facts;
    const id = "no-implicit-grant/client/widget/unknown:grantType";
    expect(openFindings(noImplicitGrant, unseen, terms(id)).map((finding) => finding.id)).toEqual([id]);
  });
});
