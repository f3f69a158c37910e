/** What a role must go on holding, whatever use says: its own `keep:`, and what its holders are relied on to be able to do. */
import { holdable, parseEndpoint } from "../intent/endpoint.ts";
import { parseNeed } from "../intent/need.ts";
import { isExisting, type Spec, type SpecManagedRole } from "../language/spec.ts";
import { expandCompact } from "../values/permission.ts";

export interface KeptPermissions {
  /** Single permissions. */
  readonly permissions: readonly string[];
  readonly reason: string;
}

/** @param key of the role in the spec */
export function keptPermissions(key: string, role: SpecManagedRole, { clients }: Spec): KeptPermissions[] {
  const listed = (role.keep ?? []).map((one) => {
    if ("permission" in one) return { permissions: expandCompact(one.permission), reason: one.reason };
    const parsed = parseEndpoint(one.endpoint);
    return { permissions: parsed.ok ? holdable(parsed.operation) : [], reason: `${one.endpoint}: ${one.reason}` };
  });
  const promised = Object.entries(clients).flatMap(([client, one]) =>
    isExisting(one) || !one.grants.some((grant) => grant.role === key)
      ? []
      : one.can.map((promise) => {
          const need = parseNeed("permission" in promise ? promise.permission : promise.endpoint, () => true);
          const permissions = need.ok ? need.need.permissions : [];
          return { permissions, reason: `clients.${client} is relied on to be able to (\`can\`)` };
        }),
  );
  return [...promised, ...listed];
}
