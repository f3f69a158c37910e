/** Limits of a comparison: things that it cannot see. They are told with every verdict, "unchanged" above all. */
import { CATALOGUE_DATE } from "../catalogue/date.ts";
import { isCertain, itemKind, itemText } from "../effective/item.ts";
import type { EffectiveAccess, EffectiveSubject } from "../effective/model.ts";
import type { Term } from "../terms/model.ts";
import { divisionSelector } from "../values/division.ts";
import { compareText } from "../values/text.ts";
import { isSameOrg } from "./matchSubjects.ts";

/** @param terms of the head; absent where permissions alone were compared */
export function notCovered(base: EffectiveAccess, head: EffectiveAccess, terms?: readonly Term[]): string[] {
  const subjects = [...base.subjects, ...head.subjects];
  const has = (test: (subject: EffectiveSubject) => boolean) => subjects.some(test);
  return [
    ...(isSameOrg(base, head) ? [] : [OTHER_ORG]),
    "Access policies of the org that depend on attributes: they can deny what roles permit.",
    `Permissions that Genesys Cloud introduced after ${CATALOGUE_DATE}, the date of the catalogue, and what it adds to existing permissions.`,
    ...(has(({ kind }) => kind !== "client") ? [OTHER_ROLES] : []),
    ...(has(({ kind }) => kind === "group")
      ? ["Members of groups: whoever joins or leaves one in the org gains or loses its access."]
      : []),
    ...(has(isUserContext) ? [SCOPES, terms ? WHO_SIGNS_IN : USER_CONTEXT] : []),
    ...selectors(subjects),
    ...existingRoles(subjects),
    ...(terms?.some(isEnvironment) ? [ENVIRONMENTS] : []),
  ];
}

const ENVIRONMENTS =
  "What the environments of Pulumi's service hold that the stack's file names: settings and variables, the way to the org among them, change there without a change here.";

function isEnvironment({ kind, path }: Term): boolean {
  return kind === "stack-setting" && path[0] === "environment";
}

const OTHER_ORG =
  "What the base's organization keeps: the head is for another one, so all access counts as lost there and gained here.";

const OTHER_ROLES = "Roles that these users, groups and existing clients hold without this stack.";

const SCOPES = "Whether the org enforces scopes: without it, the scopes of a client that acts for users limit nothing.";
const WHO_SIGNS_IN = "Who signs in to clients that act for users.";
const USER_CONTEXT =
  "Who signs in to clients that act for users, where those clients send their users (redirect URIs), and how long tokens live.";

function isUserContext({ grantType }: EffectiveSubject): boolean {
  return grantType !== undefined && grantType !== "CLIENT-CREDENTIALS";
}

function selectors(subjects: readonly EffectiveSubject[]): string[] {
  const found = subjects.some(({ products }) => products.some(({ divisions }) => divisions.some(divisionSelector)));
  return found ? ["Which divisions of the org the selectors take: only the org knows all of its divisions."] : [];
}

function existingRoles(subjects: readonly EffectiveSubject[]): string[] {
  const items = new Set(
    subjects.flatMap(({ products }) => products.flatMap((product) => product.items.filter(isUnknown))),
  );
  const names = [...items].map((item) => JSON.stringify(itemText(item))).sort(compareText);
  return names.length > 0
    ? [`Permissions of existing roles, and changes of them in the org: ${names.join(", ")}.`]
    : [];
}

function isUnknown(item: Parameters<typeof isCertain>[0]): boolean {
  return !isCertain(item) && itemKind(item) === "role";
}
