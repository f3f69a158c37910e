/** What the org makes of the permissions of a role. */

import type { z } from "zod";
import { isPlainPermission } from "../../../access/values/permission.ts";
import { compareText } from "../../../access/values/text.ts";
import { readPages } from "../../../providers/genesys/paging.ts";
import { wireDomainPermissions, type wireRole } from "../../../providers/genesys/wire.ts";
import { NotObserved, type Probe } from "../probe.ts";
import type { Question } from "../question.ts";

export const wildcards: Question = {
  id: "wildcards",
  asks: "Do stars in the policies of a role come back as the list of what they stand for?",
  does: "makes a role with `authorization:role:*` and reads it",
  switches: ["expandWildcards"],
  async ask(probe) {
    const actions = (await roleWith(probe, "authorization:role:*")).flatMap(({ actionSet }) => actionSet);
    return !actions.includes("*");
  },
};

export const unknownPermission: Question = {
  id: "unknown-permission",
  asks: "What does the org do with a role that names a permission which it does not list?",
  does: "makes a role with a permission that no org has",
  async ask(probe) {
    const domain = "genesysAccessProbe";
    const tried = await probe.attempt(() => roleWith(probe, `${domain}:nothing:view`));
    const kept = tried.ok && tried.value.some((policy) => policy.domain === domain);
    if (!tried.ok) return "refused";
    return kept ? "kept" : "dropped";
  },
};

export const conditions: Question = {
  id: "conditions",
  asks: "Which permissions take no condition?",
  does: "reads the list of permissions",
  switches: ["withoutConditions"],
  async ask(probe) {
    const path = "/api/v2/authorization/permissions";
    const domains = await readPages(probe.client, path, wireDomainPermissions);
    const all = domains.flatMap(({ domain, permissionMap }) =>
      Object.entries(permissionMap ?? {}).flatMap(([entity, actions]) =>
        actions.map(({ action, allowsConditions }) => ({
          permission: `${domain}:${entity}:${action}`,
          allowsConditions,
        })),
      ),
    );
    if (!all.some(({ allowsConditions }) => typeof allowsConditions === "boolean"))
      throw new NotObserved("the org does not say of any permission whether it takes a condition");
    const none = all.flatMap(({ permission, allowsConditions }) =>
      allowsConditions === false && isPlainPermission(permission) ? [permission] : [],
    );
    return none.sort(compareText);
  },
};

type Policies = NonNullable<z.infer<typeof wireRole>["permissionPolicies"]>;

async function roleWith(probe: Probe, permission: string): Promise<Policies> {
  const { id } = await probe.makeRole([permission]);
  await probe.settle();
  const { permissionPolicies } = await probe.readRole(id);
  return permissionPolicies ?? [];
}
