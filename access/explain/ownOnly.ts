/** Permissions that let a client-credentials client in and show it nothing: they show only the signed-in user's own, and it has no user. */
import { allOwnOnly, type OwnOnly, ownOnly } from "../catalogue/ownOnly.ts";
import type { EffectiveSubject } from "../effective/model.ts";
import type { Decision } from "./decide.ts";

/** The permission that lets the subject in and shows it nothing; undefined where another one shows something, or where there is a user. */
export function ownOnlyIn({ grantType }: EffectiveSubject, { state, evidence }: Decision): OwnOnly | undefined {
  if (grantType !== "CLIENT-CREDENTIALS" || state !== "yes") return undefined;
  return evidence.map(({ permission }) => ownOnly(permission)).find((own) => own !== undefined);
}

/** The permissions of this kind that the subject holds without the permission that shows the same of everybody. */
export function ownOnlyOf({ grantType, products }: EffectiveSubject): OwnOnly[] {
  if (grantType !== "CLIENT-CREDENTIALS") return [];
  const items = new Set(products.flatMap((product) => product.items));
  return allOwnOnly().filter(
    ({ permission, instead }) => items.has(`permission:${permission}`) && !items.has(`permission:${instead}`),
  );
}
