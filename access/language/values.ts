/** Values of the language that are more than a type: each check says what is wrong with one value, or nothing. */

import { allActions } from "../catalogue/actions.ts";
import { generalPermission } from "../catalogue/generalPermissions.ts";
import { limit } from "../catalogue/limits.ts";
import { nearestPermissions } from "../catalogue/nearestPermissions.ts";
import {
  expandPermissionPattern,
  isOfInstalledApp,
  meantPermission,
  permissionExists,
} from "../catalogue/permissions.ts";
import { findRegion, nearestRegions } from "../catalogue/regions.ts";
import { scopeExists } from "../catalogue/scopes.ts";
import { unknownPermissionFlaw } from "../catalogue/unknownPermission.ts";
import { isPermissionAsScope, scopeBesidePermission, unknownScopeFlaw } from "../catalogue/unknownScope.ts";
import { parseEndpoint } from "../intent/endpoint.ts";
import { allProfiles, nearestProfiles, profile } from "../intent/profiles.ts";
import { parseDay } from "../values/day.ts";
import { type Flaw, quote } from "../values/flaw.ts";
import { GRANT_TYPES, parseGrantType } from "../values/grantType.ts";
import { nearest } from "../values/nearest.ts";
import { amongTexts, otherSpelling } from "../values/otherSpelling.ts";
import { expandCompact, isPermissionLine } from "../values/permission.ts";

/** One permission or several actions of one entity. A pattern with `*` passes: refusing it is a rule of the policy pack. */
export function permissionFlaws(line: string): Flaw[] {
  const does = generalPermission(line);
  if (does !== undefined) return [generalFlaw(line, does)];
  if (scopeExists(line)) return [scopeAsPermission(line)];
  return isPermissionLine(line) ? [] : [malformedPermission(line)];
}

/** The permissions of a well-formed line that neither the catalogue nor the org knows. A pattern has to stand for at least one. */
export function unknownPermissionFlaws(line: string, orgKnows: (permission: string) => boolean): Flaw[] {
  return expandCompact(line).flatMap((single) => {
    if (single.includes("*")) return expandPermissionPattern(single).length > 0 ? [] : [unknownPermissionFlaw(single)];
    // What comes with an installed app is told as advice by a rule: no catalogue can know it.
    return permissionExists(single) || isOfInstalledApp(single) || orgKnows(single)
      ? []
      : [unknownPermissionFlaw(single)];
  });
}

/**
 * A text that is no scope of the catalogue.
 *
 * @param readOnly true for a client that may not have scopes that write
 */
export function unknownScopeFlaws(scope: string, readOnly: boolean): Flaw[] {
  if (scopeExists(scope)) return [];
  return [isPermissionAsScope(scope) ? permissionAsScope(scope) : unknownScopeFlaw(scope, readOnly)];
}

function scopeAsPermission(line: string): Flaw {
  return {
    code: "scope-as-permission",
    message: `${quote(line)} is an OAuth scope, and a role holds permissions`,
    nearest: nearestPermissions(line),
    fix: "List permissions as domain:entity:action here, and put the scope into the scopes of a client.",
  };
}

/** The editor of roles in Genesys Cloud shows them under General, and exported roles have them. */
function generalFlaw(line: string, does: string): Flaw {
  return {
    code: "general-permission",
    message: `${quote(line)} is a general permission of old roles, which ${does}; no role of a spec can hold it`,
    fix: "List the single permissions that are needed as domain:entity:action.",
  };
}

/** In a list on one line YAML splits `[routing:queue:view,search]` at the comma, and the second action stands alone. */
function malformedPermission(line: string): Flaw {
  const spelling = otherSpelling("malformed-permission", line, meantPermission);
  if (spelling) return spelling;
  const isAction = new Set(allActions()).has(line);
  return {
    code: "malformed-permission",
    message: `${quote(line)} is ${isAction ? "an action, not" : "not"} a permission`,
    nearest: nearestPermissions(line),
    fix: isAction
      ? 'Put several actions of one entity in quotes: "domain:entity:action,action".'
      : "Write domain:entity:action, without spaces.",
  };
}

function permissionAsScope(scope: string): Flaw {
  const near = scopeBesidePermission(scope);
  return {
    code: "permission-as-scope",
    message: `${quote(scope)} is a permission; permissions go into a role`,
    ...(near !== undefined && { nearest: [near] }),
    fix: "Move it to the permissions of a role, and list OAuth scopes here.",
  };
}

export function profileFlaws(name: string): Flaw[] {
  if (profile(name)) return [];
  const spelling = otherSpelling("unknown-profile", name, amongTexts(allProfiles().map((one) => one.name)));
  if (spelling) return [spelling];
  return [
    {
      code: "unknown-profile",
      message: `there is no profile ${quote(name)}`,
      nearest: nearestProfiles(name),
      fix: "Write a name that `genesys-access suggest --list` prints, or list endpoints.",
    },
  ];
}

export function endpointFlaws(text: string): Flaw[] {
  const parsed = parseEndpoint(text);
  if (parsed.ok) return [];
  const spelling = otherSpelling(parsed.flaw.code, text, meantEndpoint);
  return [spelling ?? parsed.flaw];
}

/** A role is made of its endpoints: one of which nobody knows what it asks for would leave a hole in it. */
export function roleEndpointFlaws(text: string): Flaw[] {
  const parsed = parseEndpoint(text);
  if (!parsed.ok || parsed.operation.match !== "UNKNOWN") return endpointFlaws(text);
  return [
    {
      code: "unknown-requirement",
      message: `no public source says which permission ${quote(text)} asks for, so none follows from it`,
      fix: "Remove the endpoint; write the permission that a 403 of the org names under `permissions`.",
    },
  ];
}

/** Capitals of a path count; those of its method do not. */
function meantEndpoint(plain: string): string | undefined {
  return parseEndpoint(plain).ok ? plain : undefined;
}

export function grantTypeFlaws(text: string): Flaw[] {
  if (parseGrantType(text)) return [];
  const names = Object.keys(GRANT_TYPES);
  const spelling = otherSpelling("invalid-value", text, amongTexts(names));
  if (spelling) return [spelling];
  const message = `${quote(text)} is not a grant type`;
  return [{ code: "invalid-value", message, nearest: nearest(text, names), fix: `Write one of ${names.join(", ")}.` }];
}

export function regionFlaws(text: string): Flaw[] {
  if (findRegion(text)) return [];
  const spelling = otherSpelling("unknown-region", text, (plain) => (findRegion(plain) ? plain : undefined));
  if (spelling) return [spelling];
  const message = `Genesys Cloud has no region ${quote(text)}`;
  return [
    {
      code: "unknown-region",
      message,
      nearest: nearestRegions(text),
      fix: "Write a domain such as mypurecloud.de or a name such as eu_central_1.",
    },
  ];
}

/** What only the deployment needs: with these a delivery command could act as the deployer. The interpreter of deliveries holds them back as well. */
const DEPLOYERS_OWN = /^(PULUMI_|GENESYSCLOUD_)/i;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A variable that a delivery command gets by its name. */
export function passedVariableFlaws(name: string): Flaw[] {
  if (!VARIABLE.test(name)) {
    const message = `${quote(name)} is not the name of a variable`;
    return [
      { code: "bad-variable", message, fix: "Write the name alone, for instance VAULT_ADDR, without $ and value." },
    ];
  }
  if (!DEPLOYERS_OWN.test(name)) return [];
  const message = `${quote(name)} belongs to the deployment itself, and no delivery command gets PULUMI_* or GENESYSCLOUD_*`;
  return [{ code: "deployers-variable", message, fix: "Remove it, and give the command credentials of its own." }];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

export function uuidFlaws(text: string): Flaw[] {
  if (isUuid(text)) return [];
  const message = `${quote(text)} is not an id`;
  return [
    {
      code: "bad-uuid",
      message,
      fix: "Copy the id from Genesys Cloud: 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12.",
    },
  ];
}

export function textFlaws(text: string): Flaw[] {
  if (text.trim() !== "") return [];
  return [{ code: "empty-text", message: "the text is empty", fix: "Write a text or remove the key." }];
}

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** Seconds from a number or a text such as `90s`, `30m`, `24h`, `450d`; undefined for anything else. */
export function parseLifetime(value: number | string): number | undefined {
  if (typeof value === "number") return Number.isInteger(value) ? value : undefined;
  const [, amount, unit] = /^(\d{1,9})([smhd])$/.exec(value) ?? [];
  return amount === undefined ? undefined : Number(amount) * SECONDS[unit as keyof typeof SECONDS];
}

/** The API's limits. Who may have the longer ones, checks/clientFlaws.ts says. */
export function lifetimeFlaws(value: number | string): Flaw[] {
  const seconds = parseLifetime(value);
  const [least, most] = [limit("access-token-seconds-least"), limit("access-token-seconds-most")];
  if (seconds !== undefined && seconds >= least && seconds <= limit("access-token-seconds-most-scim")) return [];
  const message = `${quote(value)} is not a token lifetime of ${least} to ${most} seconds`;
  return [{ code: "bad-token-lifetime", message, fix: "Write seconds, or a text such as 30m or 24h." }];
}

export function generationFlaws(value: number): Flaw[] {
  if (Number.isSafeInteger(value) && value >= 1) return [];
  const message = `${quote(value)} is not a generation`;
  return [{ code: "bad-generation", message, fix: "Write a whole number from 1." }];
}

export function dayFlaws(text: string): Flaw[] {
  if (parseDay(text) !== undefined) return [];
  const message = `${quote(text)} is not a day of the calendar`;
  return [{ code: "bad-day", message, fix: "Write it as year-month-day, for instance 2027-03-31." }];
}

/** A text where a list of divisions, a selector or `all` belongs. */
export function allDivisionsFlaws(text: string): Flaw[] {
  if (text === "all") return [];
  const fix =
    text === "*" ? "Write `divisions: all`." : `Write a list, \`divisions: [${text}]\`, or \`divisions: all\`.`;
  return [{ code: "wrong-type", message: `divisions is ${quote(text)}, and the only text it can be is all`, fix }];
}
