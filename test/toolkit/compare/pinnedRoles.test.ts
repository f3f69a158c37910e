import { describe, expect, it } from "vitest";
import { GRANT } from "../../../access/resources/grant.ts";
import { compareWithDeployed } from "../../../toolkit/compare/compareResources.ts";

const THEN = { name: "user", permissions: ["routing:queue:view"] };
const NOW = { name: "user", permissions: ["routing:queue:view", "routing:skill:view"] };

function grant(changes: object) {
  const inputs = {
    organization: "org",
    subjectType: "PC_USER",
    subjectId: "u",
    subjectKey: "jane@contoso.example",
    roleKey: "referred",
    existingRole: "user",
    roleId: "r",
    divisions: { North: "d" },
    ...changes,
  };
  return [{ type: GRANT.token, inputs }];
}

/** What is gained, lost and unknown, each with its cause. */
function compared(state: object, live: object | undefined, head: object) {
  const { diff } = compareWithDeployed({
    stack: "prod",
    state: grant(state),
    ...(live && { live: grant(live) }),
    head: grant(head),
    specs: {},
    context: {},
  });
  const told = diff.subjects.flatMap(({ gained, lost, unknown }) => [...gained, ...lost, ...unknown]);
  return {
    verdict: diff.verdict,
    changes: told.map(({ direction, item, cause }) => `${direction} ${item} ${cause.kind}`),
    notCovered: diff.notCovered.join(),
  };
}

describe("a role of the org that a deployed grant is of", () => {
  it.each([
    ["in the state alone", undefined],
    ["in the org", { rolePermits: NOW }],
  ])("shows what it permits more than was approved as gained by drift: base %s", (_base, live) => {
    const { verdict, changes } = compared({ rolePermits: THEN }, live, { rolePermits: NOW });
    expect([verdict, changes]).toEqual(["widened", ["gained permission:routing:skill:view drift"]]);
  });

  it("shows what it permits less as lost by drift", () => {
    const { verdict, changes } = compared({ rolePermits: NOW }, { rolePermits: THEN }, { rolePermits: THEN });
    expect([verdict, changes]).toEqual(["narrowed", ["lost permission:routing:skill:view drift"]]);
  });

  it("takes a new division for an edit, with every permission of the role", () => {
    const wide = { rolePermits: NOW, divisions: { North: "d", South: "s" } };
    const { changes } = compared({ rolePermits: THEN }, undefined, wide);
    expect(changes.sort()).toEqual([
      "gained permission:routing:queue:view edited",
      "gained permission:routing:skill:view drift",
      "gained permission:routing:skill:view edited",
    ]);
  });

  it.each([
    ["the state is of an older release", {}, { rolePermits: NOW }],
    ["nobody asked the org", { rolePermits: THEN }, { roleId: "offline:roles:user", subjectId: "offline:users:u" }],
  ])("is unknown on both sides where %s, and is told as not covered", (_why, state, head) => {
    const { verdict, changes, notCovered } = compared(state, undefined, head);
    expect([verdict, changes]).toEqual(["unchanged", []]);
    expect(notCovered).toContain('Permissions of existing roles, and changes of them in the org: "user"');
  });

  it("is another role where its id changes: all that the new one permits is gained", () => {
    const other = { existingRole: "other", roleId: "o", rolePermits: { name: "other", permissions: ["a:b:view"] } };
    const { verdict, changes } = compared({}, undefined, other);
    expect(verdict).not.toBe("unchanged");
    expect(changes).toContain("gained permission:a:b:view edited");
  });
});
