/** Permissions as the console and install guides write them: `Analytics > Conversation Detail > View`. */
import { lazy } from "../values/lazy.ts";
import { allPermissions } from "./permissions.ts";

/** Domains that people call by another name than the API does. */
const DOMAIN_NAMES: Readonly<Record<string, string>> = { workforcemanagement: "wfm", userpresence: "presence" };

/** The single permissions by their three parts, without capitals, blanks and signs. */
const byPlainParts = lazy(() => new Map([...allPermissions()].map((one) => [plainPath(one.split(":")), one])));

const plainDomains = lazy(() => new Set([...byPlainParts().keys()].map((path) => path.slice(0, path.indexOf(":")))));

/**
 * @param parts domain, entity and action in words, in any capitals: `["Speech and Text Analytics", "Topic", "View"]`
 * @returns the permission, a pattern with `*` where the words say "all", or undefined where the catalogue has no such words
 */
export function permissionOfConsolePath(parts: readonly string[]): string | undefined {
  if (parts.length < 2 || parts.length > 3) return undefined;
  const [domain = "", entity = "", action = ""] = parts.length === 2 ? [parts[0], "all", parts[1]] : parts;
  const single = byPlainParts().get(plainPath([domain, entity, action]));
  if (single !== undefined) return single;
  if (![entity, action].some(isAll)) return undefined;
  const fits = [...byPlainParts()].find(([path]) => {
    const [ownDomain, ownEntity, ownAction] = path.split(":");
    const wanted = plainPath([domain, entity, action]).split(":");
    return (
      ownDomain === wanted[0] &&
      (isAll(entity) || ownEntity === wanted[1]) &&
      (isAll(action) || ownAction === wanted[2])
    );
  })?.[1];
  if (fits === undefined) return undefined;
  const [ownDomain, ownEntity, ownAction] = fits.split(":");
  return `${ownDomain}:${isAll(entity) ? "*" : ownEntity}:${isAll(action) ? "*" : ownAction}`;
}

/** True for a text that names a domain of the console: "Analytics", "Speech and Text Analytics". */
export function isConsoleDomain(text: string): boolean {
  return plainDomains().has(plainDomain(text));
}

function isAll(text: string): boolean {
  return /^(all( permissions)?|every|any|\*)$/i.test(text.trim());
}

function plainPath([domain = "", ...rest]: readonly string[]): string {
  return [plainDomain(domain), ...rest.map(plain)].join(":");
}

function plainDomain(text: string): string {
  return DOMAIN_NAMES[plain(text)] ?? plain(text);
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}*]/gu, "");
}
