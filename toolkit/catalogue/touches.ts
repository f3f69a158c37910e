/** Whose access and which judgements follow from another catalogue: the cause `the catalogue changed`, stack by stack. */
import { compareText } from "../../access/values/text.ts";
import type { CatalogueSnapshot, StackSnapshot } from "./snapshot.ts";

export interface Touched {
  readonly kind: "stack" | "profile";
  readonly name: string;
  /** `role bi: + routing:queue:view`, sorted. */
  readonly lines: readonly string[];
}

export function touchedBy(before: CatalogueSnapshot, after: CatalogueSnapshot): Touched[] {
  return [
    ...names(before.stacks, after.stacks).map((name) => ({
      kind: "stack" as const,
      name,
      lines: stackLines(before.stacks[name], after.stacks[name]),
    })),
    ...names(before.profiles, after.profiles).map((name) => ({
      kind: "profile" as const,
      name,
      lines: difference(before.profiles[name] ?? [], after.profiles[name] ?? []),
    })),
  ].filter(({ lines }) => lines.length > 0);
}

function stackLines(before: StackSnapshot | undefined, after: StackSnapshot | undefined): string[] {
  if (before?.roles && !after?.roles)
    return ["it is not valid any more", ...difference(before.findings, after?.findings ?? [])];
  const roles = names(before?.roles ?? {}, after?.roles ?? {}).flatMap((key) =>
    difference(before?.roles?.[key] ?? [], after?.roles?.[key] ?? []).map((line) => `role ${key}: ${line}`),
  );
  return [...roles, ...difference(before?.findings ?? [], after?.findings ?? []).map((line) => `finding: ${line}`)];
}

/**
 * @returns who names a permission, by permission
 */
export function usersOf({ stacks, profiles, rules }: CatalogueSnapshot): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  const add = (permission: string, user: string) => {
    const known = users.get(permission) ?? [];
    if (!known.includes(user)) users.set(permission, [...known, user]);
  };
  for (const [name, { roles }] of Object.entries(stacks)) {
    for (const permissions of Object.values(roles ?? {})) for (const one of permissions) add(one, `stack ${name}`);
  }
  for (const [name, needs] of Object.entries(profiles)) for (const one of needs) add(one, `profile ${name}`);
  for (const one of rules) add(one, "the rules");
  return users;
}

function difference(before: readonly string[], after: readonly string[]): string[] {
  const [old, now] = [new Set(before), new Set(after)];
  return [
    ...[...now].filter((one) => !old.has(one)).map((one) => `+ ${one}`),
    ...[...old].filter((one) => !now.has(one)).map((one) => `- ${one}`),
  ].sort(compareText);
}

function names(before: object, after: object): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compareText);
}
