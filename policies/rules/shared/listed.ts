/** Checks for permissions of a list, each of which is refused by itself. */
import type { RoleGrantFacts } from "../../facts.ts";
import type { Violation } from "../../finding.ts";
import { heldBy, singles } from "./held.ts";

/** By permission: what it does, as the end of the sentence `"a:b:view" …`. */
export type Listed = ReadonlyMap<string, string>;

/** One violation for each listed permission of a role. */
export function listedInRole(permissions: readonly string[], listed: Listed): Violation[] {
  return singles(permissions).flatMap((permission) => {
    const does = listed.get(permission);
    return does === undefined ? [] : [{ atom: permission, at: ["permissions"], message: `"${permission}" ${does}.` }];
  });
}

/** One violation for each listed permission that the grants give; the atom begins with the key of the role that gives it. */
export function listedInGrants(grants: readonly RoleGrantFacts[], listed: Listed): Violation[] {
  return [...heldBy(grants)].flatMap(([permission, roleKey]) => {
    const does = listed.get(permission);
    const message = `Role "${roleKey}" gives "${permission}", which ${does}.`;
    return does === undefined ? [] : [{ atom: `${roleKey}/${permission}`, at: ["grants"], message }];
  });
}
