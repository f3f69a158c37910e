/** The answers to the probes of a client -> what they prove. */
import { printable } from "../values/untrusted.ts";
import { grantsBody, isAnswer, type ProbeAnswer } from "./answer.ts";
import type { Inventory } from "./inventory.ts";
import { judgeCall, judgeClosed, judgeListing, judgeRefused } from "./judgeCalls.ts";
import { judgeGrant, judgeOtherRoles, judgeOwner, judgeRole, judgeTerms } from "./judgeGrants.ts";
import { type Judgement, type Session, unprovable } from "./judgement.ts";
import { judgeHeld, judgePermitted } from "./judgePermitted.ts";
import type { VerifiedRow } from "./model.ts";
import type { ClientPlan } from "./planClient.ts";
import { CONTRADICTION, OWN_GRANTS, OWN_TOKEN, type Probe, printRequest, requestKey } from "./probe.ts";

export interface Answers {
  /** By `requestKey`. */
  readonly byRequest: ReadonlyMap<string, ProbeAnswer>;
  /** The client's grants once more, behind everything else. */
  readonly after: ProbeAnswer | undefined;
}

export function judgeClient(plan: ClientPlan, answers: Answers, inventory: Inventory): VerifiedRow[] {
  const owner = plan.probes.find(({ expects }) => expects.what === "owner");
  const judgedOwner = owner && judgeProbe(owner, plan, answers, inventory);
  // What another client may do proves nothing about this one.
  const isOther = judgedOwner?.verdict === "refuted";
  return plan.probes.map((probe) => {
    if (probe === owner && judgedOwner) return rowOf(probe, answers, judgedOwner);
    if (isOther) return rowOf(probe, answers, unprovable("other client", "The credentials belong to another client."));
    return rowOf(probe, answers, judgeProbe(probe, plan, answers, inventory));
  });
}

function judgeProbe(probe: Probe, plan: ClientPlan, answers: Answers, inventory: Inventory): Judgement {
  if (!probe.request) {
    const { reason, remark } = probe.unprovable ?? { reason: "not answered", remark: "Nothing was asked." };
    return unprovable(reason, remark);
  }
  const answer = answers.byRequest.get(requestKey(probe.request));
  if (!answer) return unprovable("not answered", "The run ended before this was asked.");
  if (answer.stopped === "throttled") return unprovable("throttled", "The org asked to wait longer than a run waits.");
  if (answer.stopped === "budget") return unprovable("budget", "The requests were used up: --max-requests gives more.");
  if (answer.status === 0) return unprovable("not answered", `No answer came (${answer.code}).`);
  if (answer.status === 401) return unprovable("not answered", "The org did not take the token any more.");
  const { expects } = probe;
  const session = sessionOf(answers);
  switch (expects.what) {
    case "owner":
      return judgeOwner(answer, expects);
    case "terms":
      return judgeTerms(answer, expects);
    case "grant":
      return judgeGrant(answer, expects);
    case "role":
      return judgeRole(answer, expects);
    case "no other role":
      return judgeOtherRoles(answer, expects);
    case "permitted":
      return judgePermitted(answer, expects, holdsSomewhere(plan, answers), session);
    case "held":
    case "not held":
      return judgeHeld(answer, expects, holdsSomewhere(plan, answers), session);
    case "answers":
      return judgeCall(answer);
    case "refused":
      return judgeRefused(answer, expects, session);
    case "closed":
      return judgeClosed(answer, expects, controlOf(probe, answers), session);
    case "lists only":
      return judgeListing(answer, expects, inventory);
  }
}

/** The client's grants were shown before and after, and were the same. */
function sessionOf({ byRequest, after }: Answers): Session {
  const words = `${printRequest(OWN_GRANTS)} answered before and after`;
  const before = byRequest.get(requestKey(OWN_GRANTS));
  if (!before || !after || !isAnswer(before) || !isAnswer(after)) return { stands: false, words };
  const [first, last] = [before, after].map(({ bodies }) => grantsBody.safeParse(bodies[0]));
  return { stands: first?.success === true && last?.success === true, words };
}

/** The operation of a probe on an object of the client's own. */
function controlOf({ control }: Probe, { byRequest }: Answers): Session | undefined {
  if (!control) return undefined;
  const answer = byRequest.get(requestKey(control));
  return { stands: answer !== undefined && isAnswer(answer), words: `${printRequest(control)} answered` };
}

/** A permission that the org says the client holds: the same question with another answer. Undefined where the spec gives none. */
function holdsSomewhere({ probes }: ClientPlan, { byRequest }: Answers): Session | undefined {
  const asked = probes.filter(
    ({ expects }) =>
      expects.what === "held" ||
      (expects.what === "permitted" && (expects.where.everywhere || expects.where.divisionIds.length > 0)),
  );
  if (asked.length === 0) return undefined;
  for (const { request } of asked) {
    const answer = request && byRequest.get(requestKey(request));
    if (
      request &&
      answer &&
      isAnswer(answer) &&
      judgeHeld(answer, { what: "held", permission: "" }, undefined, { stands: true, words: "" }).verdict === "proved"
    )
      return { stands: true, words: `${printRequest(request)} named divisions` };
  }
  return { stands: false, words: "" };
}

function rowOf(
  probe: Probe,
  answers: Answers,
  { verdict, reason, control, remark, words, count }: Judgement,
): VerifiedRow {
  const { kind, claim, place, expected, request } = probe;
  const answer = request && answers.byRequest.get(requestKey(request));
  return {
    kind,
    claim,
    place,
    probe: request ? printRequest(request) : "",
    expected,
    got:
      answer && answer.stopped === undefined
        ? {
            status: answer.status,
            correlationId: printable(answer.correlationId),
            code: printable(answer.code),
            count: count ?? null,
            words: words ?? (isAnswer(answer) ? "an answer" : "a refusal"),
          }
        : null,
    verdict,
    reason: reason ?? null,
    control: control ?? null,
    remark: remark ?? (probe.contradicted && verdict === "refuted" ? CONTRADICTION : null),
  };
}

/** The client's id as the org says it; undefined where it did not. */
export function ownTokenOf({ byRequest }: Answers): ProbeAnswer | undefined {
  return byRequest.get(requestKey(OWN_TOKEN));
}
