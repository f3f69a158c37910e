import { describe, expect, it } from "vitest";
import { dangerousPermissions } from "../../../access/catalogue/dangers.ts";
import { permission } from "../../../access/catalogue/permissions.ts";
import { atomsOf } from "../../support/atomsOf.ts";
import { goodClient, goodGrant, goodRole, goodRoleGrant } from "../../support/ruleFacts.ts";

describe("sensitive-read", () => {
  const reader = (permissions: string[], damage = {}) =>
    goodClient({
      grants: [goodRoleGrant(permissions)],
      dataProtection: { legalBasis: "Contract", nativeMasking: true },
      ...damage,
    });

  it("accepts recordings with purpose, legal basis and masking", () => {
    expect(atomsOf("sensitive-read", reader(["recording:recording:view"]))).toEqual([]);
  });

  it.each([
    [{ purpose: " " }, "recording/purpose"],
    [{ dataProtection: { nativeMasking: true } }, "recording/legalBasis"],
    [{ dataProtection: { legalBasis: "Contract", nativeMasking: false } }, "recording/nativeMasking"],
  ])("refuses recordings after %j", (damage, atom) => {
    expect(atomsOf("sensitive-read", reader(["recording:recording:view"], damage))).toEqual([atom]);
  });

  it("asks for masking only where something can be masked", () => {
    const damage = { dataProtection: { legalBasis: "Contract", nativeMasking: false } };
    expect(atomsOf("sensitive-read", reader(["externalContacts:contact:view"], damage))).toEqual([]);
    expect(atomsOf("sensitive-read", reader(["speechAndTextAnalytics:data:view"], damage))).toEqual([
      "transcript/nativeMasking",
    ]);
  });

  it("tells the kinds of data apart", () => {
    const damage = { dataProtection: { nativeMasking: true } };
    const held = ["recording:recording:view", "externalContacts:contact:view", "routing:queue:view"];
    expect(atomsOf("sensitive-read", reader(held, damage))).toEqual([
      "recording/legalBasis",
      "external-contact/legalBasis",
    ]);
    expect(atomsOf("sensitive-read", reader(held, damage), { kinds: ["external-contact"] })).toEqual([
      "external-contact/legalBasis",
    ]);
  });

  it("sees through a pattern", () => {
    expect(
      atomsOf("sensitive-read", reader(["recording:*:view"], { dataProtection: { nativeMasking: true } })),
    ).toContain("recording/legalBasis");
  });

  it("asks nothing of a client that reads queues", () => {
    expect(atomsOf("sensitive-read", goodClient({ dataProtection: { nativeMasking: false } }))).toEqual([]);
  });
});

describe.each([
  ["no-unredacted-data", dangerousPermissions("unredacted")],
  ["no-bulk-export", dangerousPermissions("bulk-export")],
])("%s", (id, listed) => {
  it.each([...listed.keys()])("finds %s, which the catalogue knows", (one) => {
    expect(permission(one)).toBeDefined();
    expect(atomsOf(id, goodRole({ permissions: [one, "recording:recording:view"] }))).toEqual([one]);
  });
});

describe("no-live-listening", () => {
  const held = (one: string) => [goodRoleGrant([one])];

  it.each([...dangerousPermissions("live-listening").keys()])(
    "refuses %s on clients, made here or existing, and not on people",
    (one) => {
      expect(permission(one)).toBeDefined();
      expect(atomsOf("no-live-listening", goodClient({ grants: held(one) }))).toEqual([`reader/${one}`]);
      expect(atomsOf("no-live-listening", goodGrant({ key: "clients/legacy", grants: held(one) }))).toEqual([
        `reader/${one}`,
      ]);
      expect(atomsOf("no-live-listening", goodGrant({ key: "groups/Supervisors", grants: held(one) }))).toEqual([]);
    },
  );
});
