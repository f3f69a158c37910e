import { describe, expect, it } from "vitest";
import type { UserCalls } from "../../../access/plan/userCalls.ts";
import { atomsOf, findingsOf } from "../../support/atomsOf.ts";
import { goodClient, goodStack } from "../../support/ruleFacts.ts";

const OF_PROFILE: UserCalls = {
  role: "reader",
  path: ["roles", "reader", "profile"],
  profile: "crm-screen-pop",
  operations: ["GET /api/v2/users/me"],
};
const OF_ENDPOINT: UserCalls = {
  role: "reader",
  path: ["roles", "reader", "endpoints", 1],
  operations: ["GET /api/v2/routing/queues/me"],
};

describe("user-only-operation", () => {
  it("tells of a client-credentials client whose role is made of a profile that only a user can call", () => {
    const [finding] = findingsOf("user-only-operation", goodStack({ userCalls: [OF_PROFILE] }));
    expect(finding).toMatchObject({
      atom: "app: reader/crm-screen-pop",
      path: ["roles", "reader", "profile"],
      enforcementLevel: "advisory",
      message:
        'Client "app" can never call GET /api/v2/users/me of profile "crm-screen-pop", for which its role "reader" is made: only a signed-in user can (400 not.a.user).',
    });
    expect(finding?.fix).toContain("list the other endpoints of the profile in place of `profile: crm-screen-pop`");
  });

  it("tells of each endpoint at its line", () => {
    const findings = findingsOf("user-only-operation", goodStack({ userCalls: [OF_PROFILE, OF_ENDPOINT] }));
    expect(findings.map(({ path }) => path)).toEqual([OF_PROFILE.path, OF_ENDPOINT.path]);
    expect(findings[1]?.fix).toContain("remove the endpoint");
  });

  it("accepts a client that signs users in, and one that does not hold the role", () => {
    const users = goodClient({ grantType: "CODE" });
    const another = goodClient({ grants: [] });
    expect(atomsOf("user-only-operation", goodStack({ clients: [users, another], userCalls: [OF_PROFILE] }))).toEqual(
      [],
    );
  });

  it("accepts the role for people: a group may hold it", () => {
    expect(atomsOf("user-only-operation", goodStack({ clients: [], userCalls: [OF_PROFILE] }))).toEqual([]);
  });
});
