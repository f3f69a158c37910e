/**
 * Names of roles that the vendor ships, answered from `catalogue/default-roles.tsv`: as far as public sources name them; old orgs keep names
 * with `Engage`, `PureCloud` or `Genesys Cloud` before them. The vendor adds permissions to default roles with its releases. Which of them an org has: unverified, and harmless.
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
  return administersOf(name) !== undefined;
}

/** True for those among them that administer the org or a part of it. */
export function isAdminRole(name: string): boolean {
  return administersOf(name) ?? false;
}

/**
 * True for a name that calls its role an administrator's: one of `isAdminRole`, or one with such a word in it that the vendor does not ship. For
 * a role of the org whose permissions nobody knows, the name is all there is.
 */
export function soundsLikeAdmin(name: string): boolean {
  const words = unified(name).split(/[^\p{L}\p{N}]+/u);
  return administersOf(name) ?? words.some((word) => ADMIN_WORD.test(word));
}

const ADMIN_WORD = /^(super|sys|org|master)?admin(s|istrators?|istration)?$|^super-?users?$|^root$/;

/** Undefined for a name that the vendor does not ship. */
function administersOf(name: string): boolean | undefined {
  const text = plain(name);
  return administers().get(text) ?? administers().get(text.replace(BRAND, ""));
}

/** The name of the product that roles of older and newer orgs carry before their own. */
const BRAND = /^(purecloud|genesyscloud|engage)(?=.)/;

/** Case, spaces, dashes, accents and what is invisible aside: `communicate user` and `Communicate - User` are one. */
function plain(name: string): string {
  return unified(name).replaceAll(/[^\p{L}\p{N}]+/gu, "");
}

/** One form for letters that differ in case, width or accent only, without characters that nobody sees. */
function unified(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[\p{M}\p{Cf}\p{Cc}]+/gu, "");
}
