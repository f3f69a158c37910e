/** Clients that act as the user who signs in: their own part is their scopes, and only if the org enforces them. */

import { scopeExists } from "../catalogue/scopes.ts";
import { parsePermission } from "../values/permission.ts";
import { scopeCovers } from "../values/scope.ts";
import type { Asked } from "./asked.ts";
import { scopeFixes } from "./fix.ts";
import type { Explanation } from "./model.ts";
import { inDivision, subjectPhrase } from "./sentence.ts";
import { subjectName } from "./subject.ts";

/**
 * The roles of the user decide, which no spec shows. Scopes are a ceiling over them where the org's setting to enforce scopes is on; it is off
 * by default, and no API tells. (Vendor's help, "Enabling OAuth scope enforcement".)
 */
export function explainUserContext(asked: Asked): Explanation {
  const { subject, need, division } = asked;
  const scopes = declaredScopes(asked);
  const accepted = need.operation?.scopes;
  const isOpen = accepted === undefined || accepted.length === 0 || accepted.some((scope) => opens(scopes, scope));
  const who = subjectPhrase(asked);
  const what = `${who} acts as the user who signs in (${subject.grantType}), so that user's roles decide about ${need.text}${inDivision(asked)}, and this file does not show them`;
  const ceiling = isOpen
    ? ""
    : `; an org that enforces scopes refuses it besides, because none of the scopes that it accepts (${accepted?.join(", ")}) is declared`;
  return {
    subject: subjectName(subject),
    need: need.text,
    ...(division !== undefined && { division: division.replace(/^division:/, "") }),
    answer: "undecided",
    layer: isOpen ? "grant-type" : "scope",
    sentence: `${what}${ceiling}.`,
    path: [],
    fixes: isOpen ? [] : scopeFixes(asked),
    notes: [
      ...permissionNote(asked),
      ...misplacedNotes(asked, scopes),
      ...(accepted === undefined && need.operation ? ["Nobody knows which scope opens this operation."] : []),
      "Scopes bind only where the org enforces them (Organization Settings); no API tells whether it does.",
    ],
  };
}

function permissionNote({ need: { match, permissions } }: Asked): string[] {
  if (match === "UNKNOWN") return ["No public source says which permission the operation asks for."];
  if (permissions.length === 0) return [];
  const [one, more] = [permissions[0], permissions.length > 1];
  return [`The user needs ${more ? `${match === "ALL" ? "all" : "one"} of ${permissions.join(", ")}` : one}.`];
}

/** A permission among the scopes looks like access and is none. */
function misplacedNotes({ need }: Asked, scopes: ReadonlySet<string>): string[] {
  const least = need.operation?.leastScope;
  const instead = least === undefined ? "" : `; the scope for this operation is ${least}`;
  return [...scopes]
    .filter((scope) => !scopeExists(scope) && parsePermission(scope) !== undefined)
    .map((scope) => `${scope} stands among its scopes and is a permission: it opens nothing there${instead}.`);
}

function declaredScopes({ subject }: Asked): Set<string> {
  const items = subject.products.flatMap((product) => product.items);
  return new Set(items.flatMap((item) => (item.startsWith("scope:") ? [item.slice("scope:".length)] : [])));
}

function opens(declared: ReadonlySet<string>, accepted: string): boolean {
  return [...declared].some((scope) => scopeCovers(scope, accepted));
}
