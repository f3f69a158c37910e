/** A role of the org against the one that a stack wants to make. */
import { ROLE, type RoleInputs } from "../../access/resources/role.ts";
import { expandCompact } from "../../access/values/permission.ts";
import type { Session } from "../genesys/session.ts";
import type { WireRole } from "../genesys/wire.ts";
import { importAdvice } from "../importAdvice.ts";
import { type Desired, some } from "../leftover.ts";
import { namedHolders } from "./holders.ts";
import { readRole } from "./readRole.ts";
import { fromWire, isWholeRole } from "./role.wire.ts";

export function desiredRole({ client }: Session, inputs: RoleInputs): Desired<WireRole> {
  return {
    kind: "role",
    name: inputs.name,
    managedBy: inputs.managedBy,
    differences: async (found) => {
      const whole = isWholeRole(found) ? found : await readRole(client, found.id);
      return [
        ...(found.default === true ? ["it is a role of the vendor"] : []),
        ...differences(fromWire(whole, inputs), inputs),
      ];
    },
    holders: ({ id }) => namedHolders(client, id),
    // Permissions come with the refresh: they may be hundreds.
    advice: ({ id }) => importAdvice({ of: ROLE, id, inputs: { ...inputs, permissions: [], conditional: [] } }),
  };
}

function differences(held: RoleInputs, wanted: RoleInputs): string[] {
  const [has, wants] = [held, wanted].map(({ permissions }) => permissions.flatMap(expandCompact)) as [
    string[],
    string[],
  ];
  const more = has.filter((permission) => !wants.includes(permission));
  const less = wants.filter((permission) => !has.includes(permission));
  const { generalPermissions = [] } = held;
  const sameConditions = JSON.stringify(held.conditional) === JSON.stringify(wanted.conditional);
  return [
    ...(held.name === wanted.name ? [] : [`it is called "${held.name}"`]),
    ...(held.description === wanted.description ? [] : [`its description is "${held.description}"`]),
    ...(more.length > 0 ? [`it also permits ${some(more)}`] : []),
    ...(less.length > 0 ? [`it does not permit ${some(less)}`] : []),
    ...(sameConditions ? [] : ["its permissions under a condition are others"]),
    ...(generalPermissions.length > 0 ? [`it has the old general permissions ${some(generalPermissions)}`] : []),
  ];
}
