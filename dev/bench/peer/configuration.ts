/** The work of the benchmark as a configuration of the vendor's Terraform provider, in the JSON syntax. */
import { plainOf, type Work } from "../engine/work.ts";

/** The same divisions, roles, clients and grants that `specOf` writes for this project. `env` leads to the org. */
export function configurationOf(work: Work, env: NodeJS.ProcessEnv): string {
  const { divisions, roles, clients } = plainOf(work, "idle");
  const resource = {
    genesyscloud_auth_division: byKey(divisions, ({ name, description }) => ({ name, description })),
    genesyscloud_auth_role: byKey(roles, ({ name, description, permissions }) => ({
      name,
      description,
      permission_policies: permissions.map(policyOf),
    })),
    genesyscloud_oauth_client: byKey(clients, ({ name, description, role }) => ({
      name,
      description,
      authorized_grant_type: "CLIENT-CREDENTIALS",
      access_token_validity_seconds: 86_400,
      roles: divisions.map(({ key }) => ({
        role_id: `\${genesyscloud_auth_role.${role}.id}`,
        division_id: `\${genesyscloud_auth_division.${key}.id}`,
      })),
    })),
  };
  const gateway = {
    protocol: env["GENESYSCLOUD_GATEWAY_PROTOCOL"],
    host: env["GENESYSCLOUD_GATEWAY_HOST"],
    port: env["GENESYSCLOUD_GATEWAY_PORT"],
  };
  return JSON.stringify({
    terraform: { required_providers: { genesyscloud: { source: "mypurecloud/genesyscloud" } } },
    provider: { genesyscloud: { aws_region: "us-east-1", gateway } },
    resource,
  });
}

function byKey<T extends { readonly key: string }>(all: readonly T[], of: (one: T) => object): Record<string, object> {
  return Object.fromEntries(all.map((one) => [one.key, of(one)]));
}

function policyOf(permission: string): object {
  const [domain, entity_name, action] = permission.split(":");
  return { domain, entity_name, action_set: [action] };
}
