/** Remarks for a person who takes over a suggested role. */
import { type CallerKind, callerOf } from "../catalogue/callerKinds.ts";
import { dependenciesOf } from "../catalogue/dependencies.ts";
import { hasDerivedPermissions } from "../catalogue/derivedPermissions.ts";
import type { Operation } from "../catalogue/operations.ts";
import { sensitivity } from "../catalogue/sensitivity.ts";
import { printEndpoint } from "../values/endpoint.ts";
import { dangerRemarks } from "./dangerRemarks.ts";
import type { MinimalAccess } from "./minimalPermissions.ts";

/** Lines of text, grouped under headings; none where there is nothing to say. */
export function suggestionRemarks(access: MinimalAccess): string[] {
  return [
    ...list("A client-credentials client can never call these, whatever its roles:", ofCaller(access, "user")),
    ...list("Only a client-credentials client can call these:", ofCaller(access, "client")),
    ...list(
      "These declare no permission; ownership may count, and answers may be filtered:",
      endpoints(access.withoutPermission),
    ),
    ...list(
      "Nobody knows which permission opens these, so this role may not: a 403 of the org names it:",
      endpoints(access.permissionUnknown),
    ),
    ...list("The permissions of these are concluded from neighbouring operations:", endpoints(concluded(access))),
    ...list("Nobody knows which scope opens these:", endpoints(access.scopeUnknown)),
    ...list("These can change something:", endpoints(access.writes)),
    ...list(
      "The vendor may withdraw or change these:",
      access.unsettled.map((one) => `${printEndpoint(one)} (${one.status})`),
    ),
    ...list("Answers may be of less use without these, which nothing asks for:", missing(access)),
    ...list("Rules refuse these without a waiver:", dangerRemarks(access.permissions.map((one) => one.permission))),
    ...list("These show personal data; state `dataProtection: { legalBasis: … }` on the client:", personal(access)),
  ];
}

function ofCaller({ permissions, withoutPermission }: MinimalAccess, caller: CallerKind): string[] {
  const all = [...withoutPermission, ...permissions.flatMap((one) => one.operations.map(({ operation }) => operation))];
  return [...new Set(endpoints(all.filter((one) => callerOf(one) === caller)))];
}

function concluded({ permissions }: MinimalAccess): Operation[] {
  const all = permissions.flatMap((one) => one.operations.map(({ operation }) => operation));
  return [...new Map(all.filter(hasDerivedPermissions).map((one) => [printEndpoint(one), one])).values()];
}

function endpoints(operations: readonly Operation[]): string[] {
  return operations.map(printEndpoint);
}

function missing({ permissions }: MinimalAccess): string[] {
  const held = new Set(permissions.map(({ permission }) => permission));
  const needed = [...held].flatMap(dependenciesOf).filter(({ needs }) => !held.has(needs));
  return needed.map(({ permission, needs, why }) => `${needs}, for ${permission}: ${why}`);
}

function personal({ permissions }: MinimalAccess): string[] {
  return permissions.flatMap(({ permission }) => {
    const shown = sensitivity(permission);
    if (!shown) return [];
    return [
      `${permission}: ${shown.why}${shown.needsMasking ? " (with `nativeMasking: true` once masking is on)" : ""}`,
    ];
  });
}

function list(heading: string, items: readonly string[]): string[] {
  return items.length > 0 ? [heading, ...items.map((item) => `  ${item}`)] : [];
}
