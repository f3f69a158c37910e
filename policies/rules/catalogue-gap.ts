import { isOfInstalledApp } from "../../access/catalogue/permissions.ts";
import { type Rule, reads } from "../rule.ts";

export const catalogueGap: Rule = {
  id: "catalogue-gap",
  category: "catalogue",
  severity: "low",
  enforcementLevel: "advisory",
  title: "The catalogue knows every permission that is used",
  why: "The org or an installed app has this permission and the catalogue does not, so no rule knows which operations it opens, whether a division limits it, or what data it shows.",
  fix: "Refresh the catalogue, and review the permission by hand until then.",
  bad: `roles:
  newcomer:
    name: Integration - Newcomer
    permissions: ["newProduct:newEntity:view"] # the org lists it, the catalogue does not`,
  good: `roles:
  newcomer:
    name: Integration - Newcomer
    permissions: ["routing:queue:view"]`,
  related: ["unknown-permission"],
  checks: {
    role: reads("role", ["permissions", "beyondCatalogue"], ({ permissions, beyondCatalogue }) => [
      ...beyondCatalogue.map((permission) => ({
        atom: permission,
        at: ["permissions"],
        message: `The org knows "${permission}", and the catalogue does not.`,
      })),
      ...permissions
        .filter((permission) => isOfInstalledApp(permission) && !beyondCatalogue.includes(permission))
        .map((permission) => ({
          atom: permission,
          at: ["permissions"],
          message: `"${permission}" comes with an installed app, if the org has that app: only the org knows, and refuses the role where it does not.`,
          fix: "Compare the spelling with the role editor of the org, and review the permission by hand.",
        })),
    ]),
  },
};
