/** A change that widens most clients of a large stack: what a reviewer gets when somebody touches many roles at once. */
import { harmlessPermissions, permissionWindow, yamlOf } from "./harmless.ts";

export interface WideningChange {
  /** YAML before and after. */
  readonly base: string;
  readonly head: string;
}

const PERMISSIONS = 20;
const DIVISIONS = Array.from({ length: 12 }, (_, index) => `Region_${index}`);

interface Holder {
  readonly permissions: readonly string[];
  readonly divisions: readonly string[];
}

/**
 * That many clients, each with one role of 20 permissions in three divisions. The change gives five of six two permissions more, every
 * fourth one a fourth division, and takes a permission from every tenth.
 */
export function wideningChange(clients: number): WideningChange {
  const harmless = harmlessPermissions((roles) =>
    specOf(roles.map((permissions) => ({ permissions, divisions: DIVISIONS.slice(0, 1) }))),
  );
  if (harmless.length <= PERMISSIONS + 2) throw new Error(`Only ${harmless.length} permissions pass all rules.`);
  const before = Array.from({ length: clients }, (_, index): Holder => {
    const divisions = Array.from({ length: 3 }, (_, offset) => divisionAt(index + offset));
    return { permissions: permissionWindow(harmless, index, PERMISSIONS), divisions };
  });
  const after = before.map(({ permissions, divisions }, index): Holder => {
    const added = index % 6 === 0 ? [] : permissionWindow(harmless, index, PERMISSIONS + 2).slice(PERMISSIONS);
    return {
      permissions: [...(index % 10 === 0 ? permissions.slice(1) : permissions), ...added],
      divisions: index % 4 === 0 ? [...divisions, divisionAt(index + 3)] : divisions,
    };
  });
  return { base: specOf(before), head: specOf(after) };
}

function divisionAt(index: number): string {
  return DIVISIONS[index % DIVISIONS.length] ?? "";
}

function specOf(holders: readonly Holder[]): string {
  return yamlOf({
    organization: { id: "7c1d3c52-6f0e-4d53-9a3c-0d7be1f6a101", name: "Contoso Example" },
    divisions: Object.fromEntries(DIVISIONS.map((name) => [name, {}])),
    roles: Object.fromEntries(
      holders.map(({ permissions }, index) => [
        `role-${index}`,
        { name: `Integration ${index}`, purpose: `Reads for integration ${index}`, permissions },
      ]),
    ),
    clients: Object.fromEntries(
      holders.map(({ divisions }, index) => [
        `client-${index}`,
        {
          name: `Client ${index}`,
          owner: "team@contoso.example",
          purpose: `Integration ${index}`,
          grantType: "client-credentials",
          grants: [{ role: `role-${index}`, divisions }],
        },
      ]),
    ),
  });
}
