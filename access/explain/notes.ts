/** What stands beside an answer: limits that are none, and needs that no operation declares. */
import { dependenciesOf } from "../catalogue/dependencies.ts";
import type { Asked } from "./asked.ts";
import type { Decision } from "./decide.ts";
import { holdingsOf } from "./holding.ts";

export function notesOf(asked: Asked, decision: Decision): string[] {
  return [
    ...alternativesNote(asked, decision),
    ...(decision.state === "no" ? [] : dependencyNotes(asked, decision)),
    ...(asked.need.match === "NONE"
      ? ["No declared permission is not the same as unchecked: ownership rules may apply."]
      : []),
    ...scopeNote(asked),
    ...outsideNote(asked),
    ...previewNote(asked),
  ];
}

function alternativesNote({ need }: Asked, { state }: Decision): string[] {
  if (state === "yes" || need.permissions.length < 2) return [];
  const which = need.match === "ALL" ? "all" : "one";
  return [`It takes ${which} of ${need.permissions.join(", ")}.`];
}

function dependencyNotes({ subject }: Asked, { evidence }: Decision): string[] {
  const holdings = holdingsOf(subject);
  const needs = evidence
    .filter(({ holding }) => holding)
    .flatMap(({ permission }) => dependenciesOf(permission))
    .filter(({ needs: other }) => !holdings.some((holding) => holding.holds(other)));
  return needs.map(({ permission, needs: other, why }) => `${permission} is of less use without ${other}: ${why}.`);
}

/** The field's own description in the API: scopes apply only to clients that do not use the client-credentials grant. */
function scopeNote({ subject }: Asked): string[] {
  if (subject.grantType !== "CLIENT-CREDENTIALS") return [];
  return ["Scopes do not limit a client-credentials client: its roles in their divisions do."];
}

function outsideNote({ subject }: Asked): string[] {
  if (subject.kind === "client") return [];
  const group = subject.kind === "user" ? " and the roles of its groups" : "";
  return [`What the console grants besides${group} is not seen here.`];
}

function previewNote({ need: { operation } }: Asked): string[] {
  return operation === undefined || operation.status === "current" ? [] : [`The operation is ${operation.status}.`];
}
