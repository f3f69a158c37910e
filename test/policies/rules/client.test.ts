import { describe, expect, it } from "vitest";
import { atomsOf, findingsOf } from "../../support/atomsOf.ts";
import { fleetOf, goodClient, goodStack } from "../../support/ruleFacts.ts";

describe("token-lifetime", () => {
  it.each([
    [86_400, {}, []],
    [86_401, {}, ["tokenLifetime"]],
    [3_601, { maximumSeconds: 3_600 }, ["tokenLifetime"]],
    [3_600, { maximumSeconds: 3_600 }, []],
  ])("for %d seconds with %j finds %j", (tokenLifetime, options, expected) => {
    expect(atomsOf("token-lifetime", goodClient({ tokenLifetime }), options)).toEqual(expected);
  });

  it("says which line to write", () => {
    const [finding] = findingsOf("token-lifetime", goodClient({ tokenLifetime: 172_800 }), { maximumSeconds: 7_200 });
    expect(finding?.fix).toBe("Write `tokenLifetime: 7200` or less.");
  });
});

describe("client-across-orgs", () => {
  const id = "6f1a2c3d-0000-4000-8000-000000000001";
  const stack = (key: string, organization: string, ...ids: string[]) =>
    goodStack({ key, organization, existingClients: ids.map((one) => ({ key: "legacy", id: one })) });

  it("refuses one client in stacks of two organizations, once, whatever the case of the id", () => {
    const fleet = fleetOf(
      stack("prod", "org-a", id),
      stack("dev", "org-b", id.toUpperCase()),
      stack("test", "org-c", id),
    );
    const findings = findingsOf("client-across-orgs", fleet);
    expect(findings.map((finding) => finding.id)).toEqual([`client-across-orgs/fleet/fleet/${id}`]);
    expect(findings[0]?.message).toContain('"prod" and "dev" and "test"');
  });

  it("accepts two stacks of one organization, and different clients in two", () => {
    expect(atomsOf("client-across-orgs", fleetOf(stack("a", "org-a", id), stack("b", "org-a", id)))).toEqual([]);
    expect(atomsOf("client-across-orgs", fleetOf(stack("a", "org-a", id), stack("b", "org-b", "other")))).toEqual([]);
    expect(atomsOf("client-across-orgs", fleetOf())).toEqual([]);
  });
});
