/** Remarks for a person who takes over a suggested role. */
import { dependenciesOf } from "../catalogue/dependencies.ts";
import type { Operation } from "../catalogue/operations.ts";
import { sensitivity } from "../catalogue/sensitivity.ts";
import { printEndpoint } from "../values/endpoint.ts";
import { dangerRemarks } from "./dangerRemarks.ts";
import type { MinimalAccess } from "./minimalPermissions.ts";

/** Lines of text, grouped under headings; none where there is nothing to say. */
export function suggestionRemarks(access: MinimalAccess): string[] {
  return [
    ...list(
      "These declare no permission; ownership may count, and answers may be filtered:",
      endpoints(access.withoutPermission),
    ),
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
