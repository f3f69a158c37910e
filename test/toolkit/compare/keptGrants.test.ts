import { describe, expect, it } from "vitest";
import { GRANT } from "../../../access/resources/grant.ts";
import type { ResourceInputs } from "../../../access/resources/resourceType.ts";
import { ROLE } from "../../../access/resources/role.ts";
import { UNKNOWN_VALUE } from "../../../access/resources/unknown.ts";
import { compareWithDeployed } from "../../../toolkit/compare/compareResources.ts";

const ROLE_OF_STACK: ResourceInputs = {
  type: ROLE.token,
  inputs: {
    organization: "org",
    roleKey: "reader",
    name: "Reader",
    permissions: ["routing:queue:view"],
    conditional: [],
  },
};

function grant(divisions: object, changes: object = {}, heldBefore?: readonly string[]): ResourceInputs {
  const inputs = {
    organization: "org",
    subjectType: "PC_USER",
    subjectId: "u",
    subjectKey: "jane@contoso.example",
    roleKey: "reader",
    roleId: "r",
    divisions,
    ...changes,
  };
  return { type: GRANT.token, inputs, ...(heldBefore && { heldBefore }) };
}

function compared(state: readonly ResourceInputs[], head: readonly ResourceInputs[], live?: readonly ResourceInputs[]) {
  const { diff } = compareWithDeployed({ stack: "prod", state, head, specs: {}, context: {}, ...(live && { live }) });
  const told = diff.subjects.flatMap(({ gained, lost, unknown }) => [...gained, ...lost, ...unknown]);
  return {
    verdict: diff.verdict,
    changes: told.map(({ direction, item, divisions }) => `${direction} ${item} ${divisions}`),
    notes: diff.notCovered.filter((line) => /^(Kept|Moments)/.test(line)),
  };
}

const BOTH = { North: "n", South: "s" };
const KEPT =
  'Kept: jane@contoso.example keeps the role "reader" in "North", held before it was declared. An update does not take it away.';

describe("a division that a subject held before it was declared", () => {
  it.each([
    ["the grant goes", [ROLE_OF_STACK]],
    ["the grant goes with its role", []],
    ["only that division goes", [ROLE_OF_STACK, grant({ South: "s" })]],
    ["the id of the role is not known yet", [ROLE_OF_STACK, grant({ South: "s" }, { roleId: UNKNOWN_VALUE })]],
  ])("is never lost, but kept, where %s", (_, head) => {
    const { changes, notes } = compared([ROLE_OF_STACK, grant(BOTH, {}, ["n"])], head);
    expect(changes.join()).not.toContain("North");
    expect(notes).toEqual([KEPT]);
  });

  it("leaves the loss of the grant's own divisions as it is", () => {
    const { verdict, changes } = compared([ROLE_OF_STACK, grant(BOTH, {}, ["n"])], [ROLE_OF_STACK]);
    expect([verdict, changes]).toEqual(["narrowed", ["lost permission:routing:queue:view division:South"]]);
  });

  it("is lost where the grant becomes exclusive", () => {
    const { changes, notes } = compared(
      [ROLE_OF_STACK, grant(BOTH, {}, ["n"])],
      [ROLE_OF_STACK, grant({ South: "s" }, { exclusive: true })],
    );
    expect([changes, notes]).toEqual([["lost permission:routing:queue:view division:North"], []]);
  });

  it("says nothing of what somebody has taken away since", () => {
    const live = [ROLE_OF_STACK, grant({ South: "s" })];
    expect(compared([ROLE_OF_STACK, grant(BOTH, {}, ["n"])], [ROLE_OF_STACK], live).notes).toEqual([]);
  });

  it("hides no gain", () => {
    const { verdict, changes } = compared(
      [ROLE_OF_STACK, grant({ North: "n" }, {}, ["n"])],
      [ROLE_OF_STACK, grant({ West: "w" })],
    );
    expect([verdict, changes]).toEqual(["widened", ["gained permission:routing:queue:view division:West"]]);
  });
});

describe("divisions that are exchanged", () => {
  const state = [ROLE_OF_STACK, grant({ North: "n" })];

  it("are told to be held both for a moment", () => {
    expect(compared(state, [ROLE_OF_STACK, grant({ South: "s" })]).notes).toEqual([
      "Moments of an update: divisions that are new are given before old ones go, so that both are held for a moment " +
        '(`order: remove-first` turns it around): jane@contoso.example "reader".',
    ]);
  });

  it("are told to be held neither for a moment, with the other order", () => {
    expect(compared(state, [ROLE_OF_STACK, grant({ South: "s" }, { order: "remove-first" })]).notes).toEqual([
      "Moments of an update: old divisions go before new ones are given, so that neither is held for a moment " +
        '(`order: remove-first`): jane@contoso.example "reader".',
    ]);
  });

  it("are exchanged too where a key comes to stand for another division", () => {
    expect(compared(state, [ROLE_OF_STACK, grant({ North: "s" })]).notes).toHaveLength(1);
  });

  it.each([
    ["given", BOTH],
    ["taken away", {}],
    ["called otherwise", { Nord: "n" }],
  ])("say nothing where one is only %s", (_, divisions) => {
    expect(compared(state, [ROLE_OF_STACK, grant(divisions)]).notes).toEqual([]);
  });
});
