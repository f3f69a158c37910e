/** Permissions that read and that no rule objects to: what is measured is work, not the printing of findings that no reviewed spec has. */
import { stringify } from "yaml";
import { allPermissions, isWritePermission } from "../../access/catalogue/permissions.ts";
import { checkSpecs } from "../../toolkit/check/checkSpecs.ts";

/** For role number `index` a window over all of them that moves with the index, so that neighbours differ. */
export function permissionWindow(harmless: readonly string[], index: number, size: number): string[] {
  return Array.from({ length: size }, (_, offset) => harmless[(index * 7 + offset) % harmless.length] ?? "");
}

/** `specOf` writes YAML in which the n-th role is `role-n` and its client `client-n`; those that a rule names are left out. */
export function harmlessPermissions(specOf: (roles: readonly (readonly string[])[]) => string): string[] {
  const readable = [...allPermissions()].filter((permission) => !isWritePermission(permission));
  const refused = refusedBy(specOf(readable.map((permission) => [permission])));
  return readable.filter((_, index) => !refused.has(`role-${index}`) && !refused.has(`client-${index}`));
}

/** Keys of roles and clients that have a finding. */
function refusedBy(spec: string): Set<string> {
  const files = [{ name: "all", file: "all.yaml" }];
  const { report } = checkSpecs({ files, readText: onlySpec(spec), strict: false, today: "2026-01-01" });
  return new Set(report.stacks.flatMap(({ results }) => results.map(({ path }) => path.split(".")[1] ?? "")));
}

/** The spec alone: nothing lies beside it. */
function onlySpec(spec: string): (file: string) => string {
  return (file) => {
    if (file.endsWith(".json")) throw Object.assign(new Error("there is no such file"), { code: "ENOENT" });
    return spec;
  };
}

/** YAML without anchors, as a person writes it. */
export function yamlOf(value: unknown): string {
  return stringify(value, { aliasDuplicateObjects: false });
}
