/** A permission that the vendor is known to add to roles by itself, in a role of the org or of the stack. */
import { describe, expect, it, vi } from "vitest";
import { GRANT } from "../../../access/resources/grant.ts";
import { compareWithDeployed } from "../../../toolkit/compare/compareResources.ts";

// The table of the catalogue knows none by name: a refresh from an org finds them.
vi.mock(import("../../../access/catalogue/backFills.ts"), () => ({
  backFilledPermissions: () => new Set(["routing:skill:view"]),
}));

function grant(...permissions: string[]) {
  const inputs = {
    organization: "org",
    subjectType: "PC_USER",
    subjectId: "u",
    subjectKey: "jane@contoso.example",
    roleKey: "referred",
    existingRole: "user",
    roleId: "r",
    divisions: { North: "d" },
    rolePermits: { name: "user", permissions },
  };
  return [{ type: GRANT.token, inputs }];
}

const QUEUES = "routing:queue:view";

/** The changes between what is deployed and what the org has now, each with its cause. */
function drifted(before: readonly string[], now: readonly string[]): string[] {
  const { diff } = compareWithDeployed({
    stack: "prod",
    state: grant(...before),
    head: grant(...now),
    specs: {},
    context: {},
  });
  return diff.subjects.flatMap(({ gained, lost }) =>
    [...gained, ...lost].map(({ direction, item, cause }) => `${direction} ${item} ${cause.kind}`),
  );
}

describe("drift of a role that the vendor ships", () => {
  it("tells what the vendor is known to add apart from what somebody added, and both as gained", () => {
    expect(drifted([QUEUES], [QUEUES, "routing:queue:edit", "routing:skill:view"])).toEqual([
      "gained permission:routing:queue:edit drift",
      "gained permission:routing:skill:view back-fill",
    ]);
  });

  it("never takes a loss for the vendor's", () => {
    expect(drifted([QUEUES, "routing:skill:view"], [QUEUES])).toEqual(["lost permission:routing:skill:view drift"]);
  });
});
