import { nearestPermissions } from "../../access/catalogue/nearestPermissions.ts";
import { expandPermissionPattern, meantPermission } from "../../access/catalogue/permissions.ts";
import { otherSpelling } from "../../access/values/otherSpelling.ts";
import { type Rule, reads } from "../rule.ts";

export const unknownPermission: Rule = {
  id: "unknown-permission",
  category: "catalogue",
  severity: "high",
  enforcementLevel: "mandatory",
  title: "Every permission exists",
  why: "Genesys Cloud refuses a role with a permission that it does not have, in the middle of an update; and nobody can review what a misspelled line would allow.",
  fix: "Write a permission of the catalogue, or refresh the catalogue if the org has it.",
  bad: `roles:
  bi-reader:
    name: Integration - BI Reader
    permissions: ["analytics:conversationDetails:view"]`,
  good: `roles:
  bi-reader:
    name: Integration - BI Reader
    permissions: ["analytics:conversationDetail:view"]`,
  related: ["catalogue-gap", "unknown-scope"],
  checks: {
    role: reads("role", ["permissions", "beyondCatalogue"], ({ permissions, beyondCatalogue }) =>
      permissions
        // A permission without three parts is a flag of the old kind: no-legacy-permission.
        .filter((permission) => permission.includes(":") && !beyondCatalogue.includes(permission))
        .filter((permission) => expandPermissionPattern(permission).length === 0)
        .map((permission) => {
          const spelling = otherSpelling("unknown-permission", permission, meantPermission);
          if (spelling)
            return { atom: permission, at: ["permissions"], message: `${spelling.message}.`, fix: spelling.fix };
          const near = nearestPermissions(permission);
          return {
            atom: permission,
            at: ["permissions"],
            message: `Genesys Cloud has no permission "${permission}".${near.length > 0 ? ` Nearest: ${near.join(", ")}.` : ""}`,
            ...(near[0] !== undefined && { fix: `Write \`${near[0]}\`, or remove the line.` }),
          };
        }),
    ),
  },
};
