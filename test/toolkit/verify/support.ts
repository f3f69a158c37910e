/** A spec in an embedded org that it was deployed to, for the tests of verifying. */
import { isValid, openSpec, type ValidStack } from "../../../toolkit/open/loadedStack.ts";
import { ORGANIZATION } from "../../access/fixtures/load.ts";

/** JSON is YAML too. */
export function stackOf(spec: object, file = "stacks/prod.yaml"): ValidStack {
  const text = JSON.stringify({ organization: { id: ORGANIZATION, name: "Contoso" }, ...spec }, null, 1);
  const stack = openSpec({ name: "prod", file }, (path) => {
    if (path === file) return text;
    throw Object.assign(new Error("no such file"), { code: "ENOENT" });
  });
  if (!isValid(stack)) throw new Error(JSON.stringify(stack.problems));
  return stack;
}

export const SPEC = {
  divisions: { EMEA: null, NA: null, Silo: { manage: true } },
  roles: {
    reader: { name: "Queue Reader", permissions: ["routing:queue:view", "analytics:conversationDetail:view"] },
    codes: { name: "Code Reader", permissions: ["routing:wrapupCode:view"] },
    workforce: { name: "Workforce Reader", permissions: ["wfm:managementUnit:view", "wfm:realtimeAdherence:view"] },
  },
  clients: {
    reports: {
      name: "Reports",
      grantType: "client-credentials",
      grants: [
        { role: "reader", divisions: ["EMEA"] },
        { role: "codes", divisions: ["EMEA", "NA"] },
      ],
      cannot: ["routing:queue:edit", "GET /api/v2/oauth/clients", { permission: "routing:queue:view", in: "NA" }],
    },
    partner: {
      name: "Partner",
      grantType: "client-credentials",
      grants: [{ role: "workforce", divisions: ["Silo"] }],
    },
    wall: {
      name: "Wall",
      grantType: "client-credentials",
      grants: [{ role: "reader", divisions: "all", justification: "Every region" }],
    },
  },
} as const;
