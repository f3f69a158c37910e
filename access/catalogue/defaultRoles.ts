/**
 * Names of roles that the vendor ships, answered from `catalogue/default-roles.tsv`: as far as public sources name them; old orgs keep the
 * `Engage` and `PureCloud` names. The vendor adds permissions to default roles with its releases. Which of them an org has: unverified, and harmless.
 */
import { lazy } from "../values/lazy.ts";
import { listCell, readTable } from "./table.ts";

const COLUMNS = ["name", "key", "administers", "source", "date", "confidence"];

/** By plain name and by plain key: whether the role administers the org or a part of it. */
const administers = lazy(
  () =>
    new Map(
      readTable("default-roles", COLUMNS).flatMap(([name = "", key = "", isAdmin]) =>
        [name, ...listCell(key)].map((text) => [plain(text), isAdmin === "yes"] as const),
      ),
    ),
);

/** True for the name or the key (`trustedUser`) of a role that the vendor ships. */
export function isDefaultRole(name: string): boolean {
  return administers().has(plain(name));
}

/** True for those among them that administer the org or a part of it. */
export function isAdminRole(name: string): boolean {
  return administers().get(plain(name)) ?? false;
}

/** Case, spaces and dashes aside: `communicate user` and `Communicate - User` are one. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s-]+/g, "");
}
