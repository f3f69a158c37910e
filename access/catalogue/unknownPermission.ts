/** What is said of a permission that the catalogue does not list. Never that Genesys Cloud has none: the catalogue is a lower bound. */
import { type Flaw, quote } from "../values/flaw.ts";
import { otherSpelling } from "../values/otherSpelling.ts";
import { CATALOGUE_DATE } from "./date.ts";
import { nearestPermissions } from "./nearestPermissions.ts";
import { meantPermission } from "./permissions.ts";
import { permissionsAround } from "./permissionsAround.ts";
import { isUnlistedDomain } from "./unlistedDomains.ts";

/** The way out where the org has what the catalogue does not. */
export const WAY_OUT = "name a list of the org that has it under the key `catalogue`";

/** @param text one permission, or a pattern that stands for none */
export function unknownPermissionFlaw(text: string): Flaw {
  const spelling = otherSpelling("unknown-permission", text, meantPermission);
  // Its fix names the right spelling already.
  if (spelling) return { ...spelling, nearest: [] };
  const [domain = ""] = text.split(":");
  const near = nearestPermissions(text).filter((one) => !isUnlistedDomain(domain) || one.startsWith(`${domain}:`));
  if (isUnlistedDomain(domain) && near.length === 0) return unlistedFlaw(text, domain);
  return {
    code: "unknown-permission",
    message: text.includes("*")
      ? `no permission in the catalogue of ${CATALOGUE_DATE} matches ${quote(text)}`
      : `${quote(text)} is not in the catalogue of ${CATALOGUE_DATE}`,
    nearest: near,
    fix: fixOf(text, near),
  };
}

/** Nothing of the catalogue is near it in any sense: whatever it would name is of another product. */
function unlistedFlaw(text: string, domain: string): Flaw {
  return {
    code: "unknown-permission",
    message: `${quote(text)} is not in the catalogue of ${CATALOGUE_DATE}: Genesys Cloud has the domain ${quote(domain)}, and no operation names its permissions`,
    nearest: [],
    fix: text.includes("*")
      ? `List the permissions that are needed as the org lists them, and ${WAY_OUT}.`
      : `Compare it with the role editor of the org; if the org has it, ${WAY_OUT}.`,
  };
}

function fixOf(text: string, near: readonly string[]): string {
  if (text.includes("*")) return "List the permissions that are needed.";
  const [first] = near;
  if (first !== undefined) {
    return `Write ${near.length > 1 ? "the one that is meant" : `\`${first}\``}; or if the org has it, ${WAY_OUT}.`;
  }
  const around = permissionsAround(text);
  return `${around === "" ? "" : `${around} `}Remove it; or if the org has it, ${WAY_OUT}.`;
}
