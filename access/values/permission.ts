/**
 * Permissions of Genesys Cloud's authorization model: `domain:entity:action`, for instance
 * `analytics:conversationDetail:view`. State and engine diffs hold them in the compact form
 * `domain:entity:action,action`: one line per entity, small in state and readable as a text diff.
 */
import { compareText } from "./text.ts";

/** One permission: three non-empty parts; any of them may be `*` in what a person or an old role wrote. */
export interface Permission {
  readonly domain: string;
  readonly entity: string;
  readonly action: string;
}

/** Permissions in the form of the API: one domain and entity with a set of actions (`permissionPolicies[]` of a role, without its condition). */
export interface PermissionPolicy {
  readonly domain: string;
  readonly entity: string;
  readonly actions: readonly string[];
}

const PART = /^[^\s:,]+$/;

/** Parses `domain:entity:action`; undefined when the text does not have that shape. Wildcards parse: refusing them is a rule. */
export function parsePermission(text: string): Permission | undefined {
  const { domain, entity, actions: [action, ...more] = [] } = parseCompact(text) ?? {};
  if (domain === undefined || entity === undefined || action === undefined || more.length > 0) return undefined;
  return { domain, entity, action };
}

/** Parses a compact line, `domain:entity:action,action`, of which one permission is the shortest; undefined for anything else. */
export function parseCompact(line: string): PermissionPolicy | undefined {
  const [domain, entity, list, ...rest] = line.split(":");
  if (domain === undefined || entity === undefined || list === undefined || rest.length > 0) return undefined;
  const actions = list.split(",");
  return [domain, entity, ...actions].every((part) => PART.test(part)) ? { domain, entity, actions } : undefined;
}

/**
 * True for one permission in letters, digits, hyphens and underscores alone, as every permission of the vendor is written. Texts from outside pass this before
 * they are written anywhere: a name that looks like another one, turns a line around or begins a new one is none.
 */
export function isPlainPermission(text: string): boolean {
  return /^[\w-]+:[\w-]+:[\w-]+$/.test(text);
}

/** True for one permission or a compact line of several: three parts, where a scope has one or two. */
export function isPermissionLine(text: string): boolean {
  return parseCompact(text) !== undefined;
}

export function printPermission({ domain, entity, action }: Permission): string {
  return `${domain}:${entity}:${action}`;
}

/** True when domain, entity or action is `*`. */
export function isWildcard({ domain, entity, action }: Permission): boolean {
  return domain === "*" || entity === "*" || action === "*";
}

/** Splits one compact line (`routing:queue:view,search`) into single permissions; a single permission is its own compact line. */
export function expandCompact(line: string): string[] {
  if (!line.includes(",")) return [line];
  const [domain, entity, actions] = line.split(":");
  return (actions ?? "").split(",").map((action) => `${domain}:${entity}:${action}`);
}

/** Sorted, without repeats, one line per domain and entity: the canonical form of a set of permissions. */
export function compactPermissions(permissions: Iterable<string>): string[] {
  return toPolicies(permissions).map(({ domain, entity, actions }) => `${domain}:${entity}:${actions.join(",")}`);
}

/** Groups single permissions (or compact lines) into the API's policies, sorted by domain and entity, actions sorted. */
export function toPolicies(permissions: Iterable<string>): PermissionPolicy[] {
  const actionsByEntity = new Map<string, Set<string>>();
  for (const permission of [...permissions].flatMap(expandCompact)) {
    const [domain, entity, action] = permission.split(":") as [string, string, string];
    const key = `${domain}:${entity}`;
    actionsByEntity.set(key, (actionsByEntity.get(key) ?? new Set()).add(action));
  }
  return [...actionsByEntity]
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, actions]) => {
      const [domain, entity] = key.split(":") as [string, string];
      return { domain, entity, actions: [...actions].sort(compareText) };
    });
}
