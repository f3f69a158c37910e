/** States of Terraform for tests: the fixtures, and small ones. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TerraformReading } from "../../../toolkit/terraform/reading.ts";
import { readTerraform } from "../../../toolkit/terraform/readTerraform.ts";

export function fixture(name: string): string {
  return readFileSync(join("test/fixtures/terraform", name), "utf8");
}

/** An id in the form of the org's. */
export function idOf(number: number): string {
  return `${number.toString(16).padStart(8, "0")}-0000-4000-8000-000000000000`;
}

export interface Block {
  readonly type: string;
  readonly name?: string;
  readonly mode?: "managed" | "data";
  readonly module?: string;
  readonly key?: number | string;
  readonly values: Readonly<Record<string, unknown>>;
  /** What else the instance has in a state. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly provider?: string;
}

const PROVIDER = 'provider["registry.terraform.io/mypurecloud/genesyscloud"]';

/** As `terraform state pull` prints it. */
export function stateOf(blocks: readonly Block[], outputs: unknown = {}): string {
  const resources = blocks.map(({ type, name = "it", mode = "managed", module, key, values, more, provider }) => ({
    ...(module !== undefined && { module }),
    mode,
    type,
    name,
    provider: provider ?? PROVIDER,
    instances: [{ ...(key !== undefined && { index_key: key }), schema_version: 1, attributes: values, ...more }],
  }));
  return JSON.stringify({ version: 4, terraform_version: "1.9.0", serial: 1, lineage: "x", outputs, resources });
}

/** The same as `terraform show -json` prints it. */
export function showOf(blocks: readonly Block[]): string {
  const resource = ({ type, name = "it", mode = "managed", key, values }: Block) => ({
    address: "not looked at",
    mode,
    type,
    name,
    ...(key !== undefined && { index: key }),
    provider_name: "registry.terraform.io/mypurecloud/genesyscloud",
    schema_version: 1,
    values,
  });
  const own = blocks.filter(({ module }) => module === undefined);
  const children = Map.groupBy(
    blocks.filter(({ module }) => module !== undefined),
    ({ module }) => module,
  );
  const child_modules = [...children].map(([address, all]) => ({ address, resources: all.map(resource) }));
  const root_module = { resources: own.map(resource), child_modules };
  return JSON.stringify({ format_version: "1.0", terraform_version: "1.9.0", values: { root_module } });
}

export function role(number: number, change: Readonly<Record<string, unknown>> = {}, more: Partial<Block> = {}): Block {
  const values = {
    id: idOf(number),
    name: `Role ${number}`,
    description: "",
    default_role_id: "",
    permissions: null,
    permission_policies: [policy("routing", "queue", ["view"])],
    ...change,
  };
  return { type: "genesyscloud_auth_role", name: `role_${number}`, values, ...more };
}

export function policy(domain: string, entity_name: string, action_set: readonly string[], conditions: unknown = []) {
  return { domain, entity_name, action_set, conditions };
}

export function client(
  number: number,
  change: Readonly<Record<string, unknown>> = {},
  more: Partial<Block> = {},
): Block {
  const values = {
    id: idOf(number),
    name: `Client ${number}`,
    description: "",
    authorized_grant_type: "CLIENT-CREDENTIALS",
    access_token_validity_seconds: 86400,
    registered_redirect_uris: null,
    scopes: null,
    roles: [],
    state: "active",
    client_secret: "",
    expose_client_secret: false,
    directory_client_secret: null,
    integration_credential_name: null,
    ...change,
  };
  return { type: "genesyscloud_oauth_client", name: `client_${number}`, values, ...more };
}

export const HOME: Block = {
  type: "genesyscloud_auth_division_home",
  name: "home",
  mode: "data",
  values: { id: idOf(1), name: "Home", description: "" },
};

/** The reading of a text; throws with the problems. */
export function readingOf(text: string, options?: Parameters<typeof readTerraform>[1]): TerraformReading {
  const result = readTerraform(text, options);
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.reading;
}

/** What is wrong with a text, a line each. */
export function problemsOf(text: string, options?: Parameters<typeof readTerraform>[1]): string[] {
  const result = readTerraform(text, options);
  return result.ok ? [] : result.problems.map(({ at, message }) => (at === "" ? message : `${at}: ${message}`));
}
