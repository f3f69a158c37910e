import { expandPermissionPattern, isOfInstalledApp } from "../../access/catalogue/permissions.ts";
import { unknownPermissionFlaw } from "../../access/catalogue/unknownPermission.ts";
import { type Rule, reads } from "../rule.ts";

export const unknownPermission: Rule = {
  id: "unknown-permission",
  category: "catalogue",
  severity: "high",
  enforcementLevel: "mandatory",
  title: "Every permission is one that somebody knows",
  why: "Genesys Cloud refuses a role with a permission that it does not have, in the middle of an update; and nobody can review what a misspelled line would allow.",
  fix: "Write a permission of the catalogue; or if the org has it, name a list of the org that has it under the key `catalogue`.",
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
        .filter((permission) => !isOfInstalledApp(permission))
        .map((permission) => {
          const { message, nearest = [], fix } = unknownPermissionFlaw(permission);
          const near = nearest.length > 0 ? ` Nearest: ${nearest.join(", ")}.` : "";
          return { atom: permission, at: ["permissions"], message: `${sentence(message)}${near}`, fix };
        }),
    ),
  },
};

function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}
