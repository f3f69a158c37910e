import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RESOURCES } from "../../access/resources/index.ts";
import { type Deployed, narrowingOf, onlyGrows, widens } from "../../program/narrowing.ts";
import { planFile } from "../support/fixtureOrg.ts";

const { desired } = planFile("test/fixtures/every-fact.yaml");
const role = (permissions: readonly string[], conditional: readonly object[] = []) => ({ permissions, conditional });
const permissionLists = fc.uniqueArray(
  fc.constantFrom("routing:queue:view", "routing:queue:add", "users:user:view", "x:y:z"),
);

describe("whether a role gains something", () => {
  it("is so when it may do something new, however its lines are written", () => {
    expect(widens(role(["routing:queue:add,view"]), role(["routing:queue:view"]))).toBe(false);
    expect(widens(role(["routing:queue:view"]), role(["routing:queue:add,view"]))).toBe(true);
  });

  it("is so for another condition, and for one that is left out", () => {
    const line = (value: string) => ({
      permission: "routing:queue:view",
      condition: {
        conjunction: "AND",
        terms: [{ variableName: "Conversation.queues", operator: "IN", operands: [{ type: "QUEUE", value }] }],
      },
    });
    expect(widens(role([], [line("a")]), role([], [line("b")]))).toBe(true);
    expect(widens(role([], [line("a")]), role(["routing:queue:view"]))).toBe(true);
    expect(widens(role([], [line("a"), line("b")]), role([], [line("a")]))).toBe(false);
  });

  it("follows from the permissions as a set", () => {
    fc.assert(
      fc.property(permissionLists, permissionLists, (before, after) => {
        const isSubset = after.every((permission) => before.includes(permission));
        expect(widens(role(before), role(after))).toBe(!isSubset);
        expect(onlyGrows(role(after), role(before))).toBe(isSubset);
      }),
    );
  });
});

describe("what is taken before a role gains", () => {
  const [client] = desired.clients.filter(({ grants }) => Object.keys(grants).length > 0);
  if (client === undefined) throw new Error("The fixture has a client with grants.");
  const [roleKey = "", grant] = Object.entries(client.grants)[0] ?? [];
  const current = Object.fromEntries(
    Object.entries(grant?.divisions ?? {}).map(([key, ref]) => [key, "id" in ref ? ref.id : `${key}-id`]),
  );
  const state = (clientKey: string): Deployed => ({
    "urn:client": {
      type: RESOURCES.client.token,
      outputs: {
        clientId: "c1",
        clientKey,
        grants: { [roleKey]: { roleId: "r1", divisions: { ...current, Old: "old-id" } } },
      },
    },
    "urn:grant": {
      type: RESOURCES.grant.token,
      outputs: {
        subjectType: "PC_GROUP",
        subjectId: "nobody-in-the-plan",
        roleId: "r1",
        divisions: { A: "a", B: "b" },
      },
    },
    "urn:other": {
      type: RESOURCES.grant.token,
      outputs: { subjectType: "PC_GROUP", subjectId: "g2", roleId: "another-role", divisions: { A: "a" } },
    },
  });

  it("leaves a client the divisions that the plan gives it", () => {
    const { clients } = narrowingOf({ key: roleKey, id: "r1" }, state(client.key), desired);
    expect(clients).toEqual([{ id: "c1", keep: new Set(Object.values(current)), goes: false }]);
  });

  it("leaves nothing to a client and to a grant that the plan does not have any more", () => {
    const { clients, grants } = narrowingOf({ key: roleKey, id: "r1" }, state("gone"), desired);
    expect(clients).toEqual([{ id: "c1", keep: new Set(), goes: true }]);
    expect(grants).toEqual([
      { subjectType: "PC_GROUP", subjectId: "nobody-in-the-plan", roleId: "r1", keep: new Set(), surplus: ["a", "b"] },
    ]);
  });

  it("leaves nothing of another role's divisions", () => {
    const { clients } = narrowingOf({ key: "another", id: "r2" }, state(client.key), desired);
    expect(clients[0]?.keep).toEqual(new Set());
  });
});
