/**
 * What existing roles permit, made comparable: an update never changes such a role, it takes over what the role permits now. So the base of a comparison
 * is what was approved (the pin in the state), and not what the org has made of the role since.
 */
import { GRANT } from "../../access/resources/grant.ts";
import type { Raw, ResourceInputs } from "../../access/resources/resourceType.ts";
import { readRolePermits } from "../../access/resources/rolePermits.ts";

type Resources = readonly ResourceInputs[];

/** The resources with the pins that `approved` has for the same grants. */
export function withPinsOf(resources: Resources, approved: Resources): ResourceInputs[] {
  const pins = grantsByKey(approved);
  return mapGrants(resources, (inputs) => {
    const pinned = same(inputs, pins)?.["rolePermits"];
    return pinned === undefined || inputs["rolePermits"] === undefined ? inputs : { ...inputs, rolePermits: pinned };
  });
}

/**
 * The resources without the pins to which `other` has no counterpart: a state of an older release has none, and neither has a plan without an org. The
 * role is then one of unknown permissions on both sides, and the comparison says that it does not cover them. A grant that `other` does not have keeps its pin.
 */
export function withComparablePins(resources: Resources, other: Resources): ResourceInputs[] {
  const others = grantsByKey(other);
  return mapGrants(resources, (inputs) => {
    const counterpart = same(inputs, others);
    if (!counterpart || readRolePermits(counterpart["rolePermits"])) return inputs;
    const { rolePermits: _, ...rest } = inputs;
    return rest;
  });
}

function mapGrants(resources: Resources, map: (inputs: Raw) => Raw): ResourceInputs[] {
  return resources.map((resource) =>
    resource.type === GRANT.token && resource.inputs["existingRole"] !== undefined
      ? { ...resource, inputs: map(resource.inputs) }
      : resource,
  );
}

function grantsByKey(resources: Resources): ReadonlyMap<string, Raw> {
  const grants = resources.filter(({ type }) => type === GRANT.token);
  return new Map(grants.flatMap(({ inputs }) => keysOf(inputs).map((key) => [key, inputs] as const)));
}

function same(inputs: Raw, grants: ReadonlyMap<string, Raw>): Raw | undefined {
  const key = keysOf(inputs).find((one) => grants.has(one));
  return key === undefined ? undefined : grants.get(key);
}

/** The id is the same whatever the spec calls the role; without an org only the text of the spec is known. */
function keysOf({ subjectType, subjectKey, roleId, existingRole }: Raw): string[] {
  return [
    JSON.stringify(["id", subjectType, subjectKey, roleId]),
    JSON.stringify(["text", subjectType, subjectKey, existingRole]),
  ];
}
