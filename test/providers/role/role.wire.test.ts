import { expect, it } from "vitest";
import { ROLE } from "../../../access/resources/role.ts";
import { wireRole } from "../../../providers/genesys/wire.ts";
import { fromWire, toBody } from "../../../providers/role/role.wire.ts";
import { roleProps } from "../support/examples.ts";

const before = ROLE.inputs.parse(roleProps());
const policy = { domain: "recording", entityName: "recording", actionSet: ["view"] };
const heldUnder = (resourceConditionNode: object) =>
  fromWire(wireRole.parse({ id: "r", name: "R", permissionPolicies: [{ ...policy, resourceConditionNode }] }), before);
const term = { variableName: "Conversation.mediaType", operator: "EQ", operands: [{ type: "SCALAR", value: "CALL" }] };

it("refers to users, queues and teams in operands by id", () => {
  const condition = {
    conjunction: "OR",
    terms: ["USER", "QUEUE", "TEAM"].map((type) => ({
      variableName: "Conversation.queues",
      operator: "IN",
      operands: [{ type, value: `${type}-id` }],
    })),
  };
  const inputs = ROLE.inputs.parse(roleProps({ conditional: [{ permission: "recording:recording:view", condition }] }));
  const body = toBody(inputs);
  for (const [field, type] of [
    ["user", "USER"],
    ["queue", "QUEUE"],
    ["team", "TEAM"],
  ]) {
    expect(JSON.stringify(body)).toContain(`{"type":"${type}","${field}":{"id":"${type}-id"}}`);
  }
  const { conditional } = fromWire(wireRole.parse({ id: "r", ...body }), inputs);
  expect(conditional).toEqual([
    { permission: "recording:recording:view", condition: expect.objectContaining({ conjunction: "OR" }) },
  ]);
  expect(conditional[0]?.condition.terms).toEqual(expect.arrayContaining(condition.terms));
});

it("takes a policy whose condition has no terms for unconditional", () => {
  expect(heldUnder({ conjunction: "AND", terms: [] })).toMatchObject({
    permissions: ["recording:recording:view"],
    conditional: [],
  });
});

it("shows a condition that the model cannot say, instead of dropping it", () => {
  const { permissions, conditional } = heldUnder({
    conjunction: "AND",
    terms: [term, { conjunction: "OR", terms: [term] }],
  });
  expect(permissions).toEqual([]);
  expect(JSON.stringify(conditional)).toContain("not understood");
});

it("shows a permission that lost its condition as access gained", () => {
  const was = ROLE.inputs.parse(
    roleProps({
      conditional: [{ permission: "recording:recording:view", condition: { conjunction: "AND", terms: [term] } }],
    }),
  );
  const held = fromWire(wireRole.parse({ id: "r", name: "R", permissionPolicies: [policy] }), was);
  expect(held).toMatchObject({ permissions: ["recording:recording:view"], conditional: [] });
});
