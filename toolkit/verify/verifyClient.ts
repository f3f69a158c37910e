/** One client, verified: its login, the requests of its plan, its grants once more, and the end of its token. */
import { isAnswer, type ProbeAnswer, tokenBody } from "../../access/verify/answer.ts";
import type { Inventory } from "../../access/verify/inventory.ts";
import { judgeClient, ownTokenOf } from "../../access/verify/judge.ts";
import type { Unprovable, VerifiedClient, VerifiedRow } from "../../access/verify/model.ts";
import type { ClientPlan } from "../../access/verify/planClient.ts";
import { OWN_GRANTS, type Place, requestKey } from "../../access/verify/probe.ts";
import { countsOf } from "../../access/verify/verification.ts";
import type { Connection } from "../../providers/genesys/connection.ts";
import { OwnCalls } from "../../providers/genesys/ownCalls.ts";
import type { Waiting } from "../../providers/genesys/retry.ts";
import type { Credentials } from "./credentials.ts";

export interface ClientRun {
  readonly plan: ClientPlan;
  readonly inventory: Inventory;
  /** The way to the org; whose credentials are in it does not matter. */
  readonly connection: Connection;
  readonly credentials: Credentials;
  readonly maxRequests: number;
  readonly place: Place;
  readonly waiting?: Partial<Waiting>;
}

/** The grants once more, and the end of the token. */
const BEHIND = 2;

export async function verifyClient(run: ClientRun): Promise<VerifiedClient> {
  const { plan, inventory, connection, credentials, maxRequests, place } = run;
  const calls = new OwnCalls({ ...connection, ...credentials }, { maxRequests, ...run.waiting });
  const login = await calls.logIn();
  if (!isAnswer(login)) return { ...head(plan), requests: calls.sent, ...refusedLogin(calls.masked(login), place) };
  const byRequest = new Map<string, ProbeAnswer>();
  let after: ProbeAnswer | undefined;
  let tokenEnded = false;
  try {
    for (const request of plan.requests) {
      const answer = await calls.ask(request, BEHIND);
      byRequest.set(requestKey(request), answer);
      // Nothing behind it would be answered.
      if (answer.status === 401 || answer.stopped === "throttled") break;
    }
    after = await calls.ask(OWN_GRANTS, 1);
  } finally {
    tokenEnded = await calls.end();
  }
  const answers = { byRequest, after };
  const rows = calls.masked(judgeClient(plan, answers, inventory));
  const token = tokenBody.safeParse(ownTokenOf(answers)?.bodies[0]).data;
  return {
    ...head(plan),
    clientId: token ? calls.masked(token.OAuthClient.id) : null,
    requests: calls.sent,
    tokenEnded,
    counts: countsOf(rows),
    rows,
  };
}

function head({ client, name }: ClientPlan): Pick<VerifiedClient, "client" | "name"> {
  return { client, name };
}

/** A login that is refused proves nothing of what the client may do. */
function refusedLogin(
  login: ProbeAnswer,
  place: Place,
): Pick<VerifiedClient, "clientId" | "tokenEnded" | "counts" | "rows"> {
  const { status, code, correlationId } = login;
  const rows: VerifiedRow[] = [
    {
      ...unasked(
        place,
        status === 429 || login.stopped ? "throttled" : "not answered",
        "The client could not log in: check its id, its secret, the region and that it is active.",
      ),
      probe: "POST /oauth/token",
      got: login.stopped ? null : { status, correlationId, code, count: null, words: "no token" },
    },
  ];
  return { clientId: null, tokenEnded: null, counts: countsOf(rows), rows };
}

/** A client of which nothing is asked. */
export function unverified(
  client: string,
  name: string,
  place: Place,
  reason: Unprovable,
  remark: string,
): VerifiedClient {
  const rows = [unasked(place, reason, remark)];
  return { client, name, clientId: null, requests: 0, tokenEnded: null, counts: countsOf(rows), rows };
}

function unasked(place: Place, reason: Unprovable, remark: string): VerifiedRow {
  return {
    kind: "own token",
    claim: "the client has what the spec says and nothing else",
    place,
    probe: "",
    expected: "a token of its own",
    got: null,
    verdict: "not provable",
    reason,
    control: null,
    remark,
  };
}
