/** May this client do that? The answer is a path (client, role, permission, division), or the layer that denies with the line that would open it. */
import { permissionExists } from "../catalogue/permissions.ts";
import type { EffectiveAccess } from "../effective/model.ts";
import { needOf, parseNeed } from "../intent/need.ts";
import type { LoadedSpec } from "../language/loadSpec.ts";
import { printDivision } from "../values/division.ts";
import type { Flaw } from "../values/flaw.ts";
import type { Asked } from "./asked.ts";
import { type Decision, decide, type Evidence } from "./decide.ts";
import { divisionFixes, permissionFixes } from "./fix.ts";
import { holdingsOf } from "./holding.ts";
import type { Explanation, Fix, Layer, Step } from "./model.ts";
import { notesOf } from "./notes.ts";
import { ownOnlyIn } from "./ownOnly.ts";
import { loginDecides, subjectPhrase, verdictSentence } from "./sentence.ts";
import { findDivision, findSubject, subjectName } from "./subject.ts";
import { explainUserContext } from "./userContext.ts";
import { wrongCallerOf } from "./wrongCaller.ts";

export interface Question {
  /** Key of a client; or `users.<e-mail>`, `groups.<name>`. */
  readonly client: string;
  /** `POST /api/v2/…` or `domain:entity:action`. */
  readonly can: string;
  /** Key or name of a division; without it, any that the client has. */
  readonly division?: string;
}

export type ExplainResult =
  | { readonly ok: true; readonly explanation: Explanation }
  | { readonly ok: false; readonly flaw: Flaw };

/** `access` is planned from `spec`, with or without an org. The answer is a flaw where the question names a thing that does not exist. */
export function explain(access: EffectiveAccess, spec: LoadedSpec, { client, can, division }: Question): ExplainResult {
  const subject = findSubject(access, client);
  if (!subject.ok) return subject;
  const need = parseNeed(can, knownIn(access));
  if (!need.ok) return need;
  const where = division === undefined ? undefined : findDivision(access, division);
  if (where?.ok === false) return where;
  const asked = { access, spec, subject: subject.value, need: need.need, division: where?.value };
  return { ok: true, explanation: explainNeed(asked) };
}

/** An org can be newer than the catalogue: what a role of the spec holds can be asked for, and what the org's own list has. */
export function knownIn({ subjects, source }: EffectiveAccess): (permission: string) => boolean {
  return (permission) =>
    permissionExists(permission) ||
    source?.catalogue?.permissions.has(permission) === true ||
    subjects.some(({ products }) => products.some(({ items }) => items.includes(`permission:${permission}`)));
}

/** The same for what is found already. */
export function explainNeed(asked: Asked): Explanation {
  const { subject, need } = asked;
  const auth = need.operation?.auth ?? "oauth";
  if (auth !== "oauth") return otherToken(asked, auth);
  const wrongCaller = wrongCallerOf(asked);
  if (wrongCaller) return wrongCaller;
  if (subject.grantType !== undefined && subject.grantType !== "CLIENT-CREDENTIALS") return explainUserContext(asked);
  const decision = decide(need, holdingsOf(subject), asked.division);
  const layer = layerOf(asked, decision);
  return {
    ...head(asked),
    answer: loginDecides(asked, decision) ? "undecided" : answerOf(decision),
    ...(layer && { layer }),
    sentence: verdictSentence(asked, decision),
    path: decision.evidence.flatMap((evidence) => stepOf(evidence, asked)),
    fixes: fixesOf(asked, decision, layer),
    notes: notesOf(asked, decision),
  };
}

function fixesOf(asked: Asked, decision: Decision, layer: Layer | undefined): Fix[] {
  if (layer === "division") return divisionFixes(asked, decision);
  if (layer === "permission") return permissionFixes(asked);
  const own = layer === "ownership" ? ownOnlyIn(asked.subject, decision) : undefined;
  return own ? permissionFixes({ ...asked, need: needOf([own.instead], "ALL") }) : [];
}

export function head({ subject, need, division }: Asked): Pick<Explanation, "subject" | "need" | "division"> {
  const where = division === undefined ? {} : { division: printDivision(division) };
  return { subject: subjectName(subject), need: need.text, ...where };
}

function answerOf({ state }: Decision): Explanation["answer"] {
  if (state === "yes") return "allowed";
  return state === "no" || state === "elsewhere" ? "denied" : "undecided";
}

function layerOf(asked: Asked, decision: Decision): Layer | undefined {
  const { state, evidence } = decision;
  switch (state) {
    case "yes":
      if (loginDecides(asked, decision)) return "grant-type";
      return ownOnlyIn(asked.subject, decision) && "ownership";
    case "no":
      return "permission";
    case "elsewhere":
      return "division";
    case "conditional":
      return "condition";
    case "maybe":
      if (asked.need.match === "UNKNOWN") return "operation";
      return evidence.some(({ because }) => because === "existing-role") ? "existing-role" : "division-awareness";
  }
}

function stepOf({ permission, holding }: Evidence, { spec }: Asked): Step[] {
  if (!holding) return [];
  const { role, divisions, path } = holding;
  return [{ permission, role, divisions: divisions.map(printDivision), position: spec.locate(path) }];
}

/** Some operations are for browsers or guests: no OAuth client, whatever its roles, comes in that way. */
function otherToken(asked: Asked, auth: string): Explanation {
  const { need } = asked;
  const isOpen = auth === "none";
  const sentence = isOpen
    ? `${need.text} takes no token: anybody can call it.`
    : `${subjectPhrase(asked)} cannot call ${need.text}: it takes a ${auth} instead of an OAuth token.`;
  const answer = isOpen ? { answer: "allowed" as const } : { answer: "denied" as const, layer: "operation" as const };
  return { ...head(asked), ...answer, sentence, path: [], fixes: [], notes: [] };
}
