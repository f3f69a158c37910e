/** A spec that is larger than any org's: every client has a role of its own. */
import { stringify } from "yaml";
import { allPermissions, isWritePermission } from "../access/catalogue/permissions.ts";
import { checkSpecs } from "../cli/check/checkSpecs.ts";

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
  const readable = [...allPermissions()].filter((permission) => !isWritePermission(permission));
  const refused = refusedBy(specOf(readable.map((permission) => [permission])));
  const harmless = readable.filter((_, index) => !refused.has(`role-${index}`) && !refused.has(`client-${index}`));
  if (harmless.length <= permissions) throw new Error(`Only ${harmless.length} permissions pass all rules.`);
  // A window over the permissions that moves with each role, so that neighbours differ.
  const windows = Array.from({ length: clients }, (_, index) =>
    Array.from({ length: permissions }, (_, offset) => harmless[(index * 7 + offset) % harmless.length] ?? ""),
  );
  return specOf(windows);
}

function specOf(roles: readonly (readonly string[])[]): string {
  return stringify(
    {
      organization: { id: "7c1d3c52-6f0e-4d53-9a3c-0d7be1f6a101" },
      policies: POLICIES,
      divisions: { EMEA_Operations: {} },
      roles: Object.fromEntries(roles.map((permissions, index) => [`role-${index}`, role(index, permissions)])),
      clients: Object.fromEntries(roles.map((_, index) => [`client-${index}`, client(index)])),
    },
    { aliasDuplicateObjects: false },
  );
}

/** Keys of roles and clients that have a finding. */
function refusedBy(spec: string): Set<string> {
  const files = [{ name: "all", file: "all.yaml" }];
  const { report } = checkSpecs({ files, readText: () => spec, strict: false, today: "2026-01-01" });
  return new Set(report.stacks.flatMap(({ results }) => results.map(({ path }) => path.split(".")[1] ?? "")));
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
