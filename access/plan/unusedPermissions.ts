/**
 * Permissions of roles that nobody uses, as far as the files of a stack say so: announced in the spec, or called unused by the evidence beside it. It
 * needs no org, and no resource carries it: also the policy pack reads it from the spec at hand.
 */
import type { LoadedSpec } from "../language/loadSpec.ts";
import { isConditional, isExisting, permissionText, type SpecManagedRole } from "../language/spec.ts";
import { expandCompact } from "../values/permission.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import { keptPermissions } from "./keptPermissions.ts";

export type UnusedPermission = AnnouncedPermission | PermissionWithoutUse | EvidenceWithoutSense;

/** The role holds it, and the spec says when it goes. */
export interface AnnouncedPermission {
  readonly kind: "announced";
  /** Key of the role. */
  readonly role: string;
  readonly permission: string;
  readonly path: YamlPath;
  readonly since: string;
  readonly remove: string;
}

/** The role holds it, nothing is announced, and the evidence calls it unused. */
export interface PermissionWithoutUse {
  readonly kind: "evidence";
  readonly role: string;
  readonly permission: string;
  readonly path: YamlPath;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** There is a file, and it cannot be read as evidence. */
export interface EvidenceWithoutSense {
  readonly kind: "unreadable";
  readonly file: string;
  readonly fault: string;
}

/** In the order of the file. A permission that the role keeps, or that holds under a condition, is never among them by the evidence. */
export function unusedPermissions({ value, evidence }: LoadedSpec): UnusedPermission[] {
  const found = Object.entries(value.roles).flatMap(([key, role]): UnusedPermission[] => {
    if (isExisting(role)) return [];
    const told = evidence && "unused" in evidence ? withoutUse(key, role, evidence) : [];
    const kept = new Set(
      told.length === 0 ? [] : keptPermissions(key, role, value).flatMap(({ permissions }) => permissions),
    );
    return [...announced(key, role), ...told.filter(({ permission }) => !kept.has(permission))];
  });
  return evidence && "fault" in evidence ? [{ kind: "unreadable", ...evidence }, ...found] : found;
}

function announced(key: string, { permissions }: SpecManagedRole): AnnouncedPermission[] {
  return permissions.flatMap((line, index) =>
    typeof line === "object" && "unused" in line
      ? expandCompact(line.permission).map((permission) => ({
          kind: "announced" as const,
          role: key,
          permission,
          path: ["roles", key, "permissions", index],
          ...line.unused,
        }))
      : [],
  );
}

function withoutUse(
  key: string,
  { permissions }: SpecManagedRole,
  { file, from, to, unused }: Extract<NonNullable<LoadedSpec["evidence"]>, { readonly unused: unknown }>,
): PermissionWithoutUse[] {
  const named = unused.get(key);
  if (!named) return [];
  return permissions.flatMap((line, index) =>
    isConditional(line) || typeof line === "object"
      ? []
      : expandCompact(permissionText(line))
          .filter((permission) => named.has(permission))
          .map((permission) => ({
            kind: "evidence" as const,
            role: key,
            permission,
            path: ["roles", key, "permissions", index],
            file,
            from,
            to,
          })),
  );
}
