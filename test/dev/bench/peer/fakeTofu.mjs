#!/usr/bin/env node
// Stands for OpenTofu with the vendor's provider: logs in, makes or deletes what the configuration says one by one, and writes a state.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const [command] = process.argv.slice(2);
if (!existsSync(process.env.TF_CLI_CONFIG_FILE ?? "")) process.exit(1);
const { provider, resource } = JSON.parse(readFileSync("main.tf.json", "utf8"));
const { protocol, host, port } = provider.genesyscloud.gateway;
const url = `${protocol}://${host}:${port}`;
const id = process.env.GENESYSCLOUD_OAUTHCLIENT_ID;
const basic = Buffer.from(`${id}:${process.env.GENESYSCLOUD_OAUTHCLIENT_SECRET}`).toString("base64");
const login = await fetch(`${url}/oauth/token`, {
  method: "POST",
  headers: { authorization: `Basic ${basic}`, "content-type": "application/x-www-form-urlencoded" },
  body: "grant_type=client_credentials",
});
const { access_token } = await login.json();
const call = async (method, path, body) => {
  const headers = { authorization: `Bearer ${access_token}`, "content-type": "application/json" };
  const answer = await fetch(`${url}/api/v2${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? undefined : answer.json();
};
const state = existsSync("terraform.tfstate") ? JSON.parse(readFileSync("terraform.tfstate", "utf8")) : [];
if (command === "plan" || (command === "apply" && state.length > 0))
  for (const role of state) await call("GET", `/authorization/roles/${role}`);
else if (command === "apply") {
  for (const { name, description, permission_policies } of Object.values(resource.genesyscloud_auth_role)) {
    const permissionPolicies = permission_policies.map(({ domain, entity_name, action_set }) => {
      return { domain, entityName: entity_name, actionSet: action_set };
    });
    state.push((await call("POST", "/authorization/roles", { name, description, permissionPolicies })).id);
  }
} else for (const role of state.splice(0)) await call("DELETE", `/authorization/roles/${role}`);
writeFileSync("terraform.tfstate", JSON.stringify(state));
