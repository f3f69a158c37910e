/** Permissions that show only what belongs to the user who signed in. A client-credentials client has no user: it is let in and sees nothing. */
import type { EffectiveSubject } from "../effective/model.ts";
import type { Decision } from "./decide.ts";

/** A permission of this kind, and the one that shows the same of everybody. */
export interface OwnOnly {
  readonly permission: string;
  readonly instead: string;
  /** What it shows, in words. */
  readonly shows: string;
}

/** Concluded from their names and their twins in the catalogue; the vendor documents neither, and no live org was asked. */
const OWN_ONLY: readonly OwnOnly[] = [
  {
    permission: "analytics:agentConversationDetail:view",
    instead: "analytics:conversationDetail:view",
    shows: "conversations",
  },
  { permission: "learning:assignment:viewOwn", instead: "learning:assignment:view", shows: "assignments" },
  {
    permission: "routing:directRoutingBackup:selfView",
    instead: "routing:directRoutingBackup:view",
    shows: "backup settings",
  },
];

const byPermission = new Map(OWN_ONLY.map((one) => [one.permission, one]));

/** The permission that lets the subject in and shows it nothing; undefined where another one shows something, or where there is a user. */
export function ownOnlyIn({ grantType }: EffectiveSubject, { state, evidence }: Decision): OwnOnly | undefined {
  if (grantType !== "CLIENT-CREDENTIALS" || state !== "yes") return undefined;
  return evidence.map(({ permission }) => byPermission.get(permission)).find((own) => own !== undefined);
}

/** Those that the subject holds without the permission that shows the same of everybody. */
export function ownOnlyOf({ grantType, products }: EffectiveSubject): OwnOnly[] {
  if (grantType !== "CLIENT-CREDENTIALS") return [];
  const items = new Set(products.flatMap((product) => product.items));
  return OWN_ONLY.filter(
    ({ permission, instead }) => items.has(`permission:${permission}`) && !items.has(`permission:${instead}`),
  );
}
