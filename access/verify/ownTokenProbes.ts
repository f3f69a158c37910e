/** Whose token it is, and what the org says that its client holds: two calls that show every role, division and permission at once. */
import { roleItems } from "../effective/roleItems.ts";
import type { DesiredRole } from "../resources/role.ts";
import type { Ref } from "../resources/roleDivisions.ts";
import { conditionText } from "../values/condition.ts";
import { expandCompact } from "../values/permission.ts";
import { OWN_GRANTS, OWN_TOKEN, type Probe, type RoleName, type Where } from "./probe.ts";
import { idOf, placeOf, printWhere, type Tried } from "./subject.ts";

export function ownTokenProbes(tried: Tried): Probe[] {
  const { client, desired } = tried;
  const place = placeOf(tried, client.path);
  return [
    {
      kind: "own token",
      claim: `the credentials are those of ${client.name}`,
      place,
      expected: "the client and org of the spec",
      expects: {
        what: "owner",
        clientName: client.name,
        organizationId: desired.organization.id,
        ...(client.adopted !== undefined && { clientId: client.adopted }),
      },
      request: OWN_TOKEN,
    },
    {
      kind: "own token",
      claim: "the client logs in as the spec says, with the scopes that the spec says",
      place: placeOf(tried, [...client.path, "scopes"]),
      expected: `${client.authorizedGrantType}, scopes ${client.scope.join(", ") || "none"}`,
      expects: { what: "terms", grantType: client.authorizedGrantType, scopes: client.scope },
      request: OWN_TOKEN,
    },
  ];
}

export function grantProbes(tried: Tried): Probe[] {
  const { client, desired } = tried;
  const roles = new Map(desired.roles.map((role) => [role.key, role]));
  const granted = Object.entries(client.grants).map(([key, grant]) => ({
    ...grant,
    key,
    name: nameOfRole(grant.role, roles),
  }));
  const held = granted.map(({ key, name, divisions, path }): Probe => {
    const where = whereGranted(tried, divisions);
    return {
      kind: "grants",
      claim: `the role ${key} holds in ${printWhere(where, tried.inventory)} and nowhere else`,
      place: placeOf(tried, path),
      expected: printWhere(where, tried.inventory),
      expects: { what: "grant", role: name, where },
      request: OWN_GRANTS,
    };
  });
  const made = granted.flatMap(({ key }): Probe[] => {
    const role = roles.get(key);
    return role ? [roleProbe(tried, role)] : [];
  });
  const others: Probe = {
    kind: "grants",
    claim: granted.length === 0 ? "the client holds no role" : "the client holds no other role",
    place: placeOf(tried, [...client.path, "grants"]),
    expected: granted.map(({ key }) => key).join(", ") || "none",
    expects: { what: "no other role", roles: granted.map(({ name }) => name) },
    request: OWN_GRANTS,
  };
  return [...held, ...made, others];
}

function roleProbe(tried: Tried, role: DesiredRole): Probe {
  const lines = [
    ...role.permissions.flatMap(expandCompact).map((permission) => ({ permission, condition: "" })),
    ...role.conditional.flatMap(({ permission, condition }) =>
      expandCompact(permission).map((single) => ({ permission: single, condition: conditionText(condition) })),
    ),
  ];
  return {
    kind: "grants",
    claim: `the role ${role.key} permits what the spec says and nothing else`,
    place: placeOf(tried, role.path),
    expected: `${lines.length} ${lines.length === 1 ? "permission" : "permissions"}`,
    expects: { what: "role", name: role.name, items: roleItems(role), lines },
    request: OWN_GRANTS,
  };
}

/** A role that the stack makes is known by its name: its id is the org's. */
function nameOfRole(ref: Ref, roles: ReadonlyMap<string, DesiredRole>): RoleName {
  return "id" in ref ? { id: ref.id } : { name: roles.get(ref.managed)?.name ?? ref.managed };
}

function whereGranted({ desired, inventory }: Tried, divisions: Readonly<Record<string, Ref>>): Where {
  const names = new Map(desired.divisions.map(({ key, name }) => [key, name]));
  const ids = Object.values(divisions).map((ref) =>
    "id" in ref ? ref.id : idOf(inventory, names.get(ref.managed) ?? ref.managed),
  );
  return { everywhere: ids.includes("*"), divisionIds: ids.filter((id) => id !== "*") };
}
