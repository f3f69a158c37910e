/** A spec that is larger than any org's: every client has a role of its own. */
import { harmlessPermissions, permissionWindow, yamlOf } from "./harmless.ts";

const SCOPES = ["analytics", "architect", "outbound", "quality", "routing", "users", "workforce-management"].map(
  (family) => `${family}:readonly`,
);

/** A hint about scopes that no permission uses: here every client declares the same ones. */
const POLICIES = { "unused-scope": "disabled" };

/**
 * YAML with that many client-credentials clients, each with a role of `permissions` reading permissions in one division. Permissions that rules
 * object to are left out: the time to judge is measured, not the time to print findings that no reviewed spec has.
 */
export function largeSpec(clients: number, permissions: number): string {
  const harmless = harmlessPermissions(specOf);
  if (harmless.length <= permissions) throw new Error(`Only ${harmless.length} permissions pass all rules.`);
  return specOf(Array.from({ length: clients }, (_, index) => permissionWindow(harmless, index, permissions)));
}

function specOf(roles: readonly (readonly string[])[]): string {
  return yamlOf({
    organization: { id: "7c1d3c52-6f0e-4d53-9a3c-0d7be1f6a101" },
    policies: POLICIES,
    divisions: { EMEA_Operations: {} },
    roles: Object.fromEntries(roles.map((permissions, index) => [`role-${index}`, role(index, permissions)])),
    clients: Object.fromEntries(roles.map((_, index) => [`client-${index}`, client(index)])),
  });
}

function role(index: number, permissions: readonly string[]): object {
  return { name: `Integration ${index}`, purpose: `Reads for integration ${index}`, permissions };
}

function client(index: number): object {
  return {
    name: `Client ${index}`,
    owner: "team@contoso.example",
    purpose: `Integration ${index}`,
    grantType: "client-credentials",
    scopes: SCOPES,
    grants: [{ role: `role-${index}`, divisions: ["EMEA_Operations"] }],
  };
}
