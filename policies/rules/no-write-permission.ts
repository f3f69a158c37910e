import { isOfUnknownClass, isWritePermission } from "../../access/catalogue/permissions.ts";
import { type Rule, reads } from "../rule.ts";

export const noWritePermission: Rule = {
  id: "no-write-permission",
  category: "privilege",
  severity: "critical",
  enforcementLevel: "mandatory",
  title: "A read-only role or client holds no write permission",
  why: "Read-only is the default and a promise to whoever approves the integration; add, edit, delete, every administrative permission and every action that the catalogue does not know break it.",
  fix: "Remove the permission, or write `access: read-write` on the role and on the client that holds it, and have that reviewed.",
  bad: `roles:
  queue-sync:
    name: Integration - Queue Sync
    permissions: ["routing:queue:edit"]`,
  good: `roles:
  queue-sync:
    name: Integration - Queue Sync
    permissions: ["routing:queue:view"]`,
  related: ["no-wildcard-permission", "no-write-scope"],
  checks: {
    role: reads("role", ["access", "permissions", "beyondCatalogue"], ({ access, permissions, beyondCatalogue }) =>
      access === "read-write"
        ? []
        : permissions
            // What nobody vouches for is refused by unknown-permission already.
            .filter((one) => isWritePermission(one) || (isOfUnknownClass(one) && beyondCatalogue.includes(one)))
            .map((permission) => ({
              atom: permission,
              at: ["permissions"],
              message: isOfUnknownClass(permission)
                ? `Permission "${permission}" is not in the catalogue, so it counts as one that writes, and the role is read-only.`
                : `Permission "${permission}" writes, and the role is read-only.`,
            })),
    ),
    client: reads("client", ["access", "grants"], ({ access, grants }) =>
      access === "read-write"
        ? []
        : grants
            // A read-only role with a write permission is already refused above, once for all of its holders.
            .filter(({ role }) => role?.access === "read-write")
            .flatMap(({ roleKey, role }) =>
              (role?.permissions ?? [])
                .filter((one) => isWritePermission(one) || isOfUnknownClass(one))
                .map((permission) => ({
                  atom: `${roleKey}/${permission}`,
                  at: ["grants"],
                  message: isOfUnknownClass(permission)
                    ? `Role "${roleKey}" gives "${permission}", which is not in the catalogue and so counts as one that writes, and the client is read-only.`
                    : `Role "${roleKey}" gives "${permission}", which writes, and the client is read-only.`,
                })),
            ),
    ),
  },
};
