import { z } from "zod";
import { nameMatcher } from "../../access/values/nameMatcher.ts";
import { type Rule, reads } from "../rule.ts";
import { heldBy, singles } from "./shared/held.ts";
import { existingRoles } from "./shared/listed.ts";

const options = z.object({
  permissions: z
    .array(z.string())
    .default([])
    .meta({ loosens: "less" })
    .describe("Patterns of permissions that no role may hold; `*` stands for any text, for instance `gdpr:*:*`"),
});

export const permissionDenyList: Rule = {
  id: "permission-deny-list",
  category: "privilege",
  severity: "high",
  enforcementLevel: "disabled",
  title: "No role holds a permission that this organization allows to nobody",
  why: "Some permissions are not for automation at all, whoever asks; the list of them is each organization's own.",
  fix: "Remove the permission.",
  bad: `policies:
  permission-deny-list: { enforcementLevel: mandatory, permissions: ["gdpr:*:*"] }
roles:
  privacy-desk:
    name: Integration - Privacy Desk
    permissions: ["gdpr:request:view"]`,
  good: `policies:
  permission-deny-list: { enforcementLevel: mandatory, permissions: ["gdpr:*:*"] }
roles:
  privacy-desk:
    name: Integration - Privacy Desk
    permissions: ["routing:queue:view"]`,
  related: ["no-write-permission"],
  options,
  checks: {
    role: reads("role", ["permissions"], ({ permissions }, { permissions: denied }: z.infer<typeof options>) => {
      const isDenied = nameMatcher(denied);
      return singles(permissions)
        .filter(isDenied)
        .map((permission) => ({
          atom: permission,
          at: ["permissions"],
          message: `"${permission}" is on this organization's list of permissions for nobody.`,
        }));
    }),
    grant: reads("grant", ["grants"], ({ grants }, { permissions: denied }: z.infer<typeof options>) => {
      const isDenied = nameMatcher(denied);
      return [...heldBy(existingRoles(grants))]
        .filter(([permission]) => isDenied(permission))
        .map(([permission, roleKey]) => ({
          atom: `${roleKey}/${permission}`,
          at: ["grants"],
          message: `Role "${roleKey}" gives "${permission}", which is on this organization's list of permissions for nobody.`,
        }));
    }),
  },
};
