/** Sets of permissions that are a danger together. */
import type { Danger } from "../../../access/catalogue/dangers.ts";

/** The dangers that `held` contains whole, without those that contain a smaller one of them. */
export function dangersIn(held: { has(permission: string): boolean }, dangers: readonly Danger[]): Danger[] {
  const present = dangers.filter(({ permissions }) => permissions.every((permission) => held.has(permission)));
  return present.filter((danger) => !present.some((other) => other !== danger && isPartOf(other, danger)));
}

/** The name of a danger in the id of a finding. */
export function atomOf({ permissions }: Danger): string {
  return permissions.join("+");
}

/** `"a:b:edit" lets`, `"a:b:add" with "a:c:add" lets`. */
export function subjectOf({ permissions }: Danger): string {
  return permissions.map((permission) => `"${permission}"`).join(" with ");
}

function isPartOf(smaller: Danger, larger: Danger): boolean {
  return smaller.permissions.every((permission) => larger.permissions.includes(permission));
}
