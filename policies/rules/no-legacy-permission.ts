import { dangerousPermissions } from "../../access/catalogue/dangers.ts";
import { type Rule, reads } from "../rule.ts";
import { singles } from "./shared/held.ts";
import { listedInExisting } from "./shared/listed.ts";

export const noLegacyPermission: Rule = {
  id: "no-legacy-permission",
  category: "privilege",
  severity: "critical",
  enforcementLevel: "mandatory",
  title: "No permission opens a whole area at once",
  why: "Flags from before single permissions (`admin`, `content_management_user`) and their heirs (`directory:organization:admin`, `telephony:plugin:all`) allow reading, writing and administering in one line.",
  fix: "List the permissions of the operations that are called.",
  bad: `roles:
  edge-inventory:
    name: Integration - Edge Inventory
    access: read-write
    permissions: ["telephony:plugin:all"]`,
  good: `roles:
  edge-inventory:
    name: Integration - Edge Inventory
    permissions: ["telephony:sites:view"]`,
  related: ["no-wildcard-permission", "no-admin-role"],
  checks: {
    role: reads("role", ["permissions"], ({ permissions }) =>
      singles(permissions).flatMap((permission) => {
        const flaw =
          dangerousPermissions("omnibus").get(permission) ??
          (permission.includes(":") ? undefined : "is not domain:entity:action");
        return flaw === undefined
          ? []
          : [{ atom: permission, at: ["permissions"], message: `"${permission}" ${flaw}.` }];
      }),
    ),
    grant: reads("grant", ["grants"], ({ grants }) => listedInExisting(grants, "omnibus")),
  },
};
