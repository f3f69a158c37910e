/** Credentials that somebody has just revoked, tried until they fail: how long they went on working. Nothing is revoked here. */
import { printable } from "../../access/values/untrusted.ts";
import { isAnswer, type ProbeAnswer } from "../../access/verify/answer.ts";
import type { Verification, VerifiedClient, VerifiedRow } from "../../access/verify/model.ts";
import { OWN_TOKEN, type Place } from "../../access/verify/probe.ts";
import { specDigest } from "../../access/verify/specDigest.ts";
import { placeOf } from "../../access/verify/subject.ts";
import { countsOf, verificationOf } from "../../access/verify/verification.ts";
import type { Connection } from "../../providers/genesys/connection.ts";
import { OwnCalls } from "../../providers/genesys/ownCalls.ts";
import { REAL_WAITING, type Waiting } from "../../providers/genesys/retry.ts";
import { Secret } from "../../providers/genesys/secret.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { asFailure } from "../open/openDeployed.ts";
import { openSession } from "../open/openSession.ts";
import { openStack } from "../open/openStack.ts";
import { TOOL } from "../tool.ts";
import { OLD_VARIABLES, variableEnd } from "./credentials.ts";
import { ableOf, requireClients, type Surroundings, stackOf } from "./verifyStack.ts";

export interface RevocationRequest {
  readonly clients: readonly string[];
  readonly stack?: string;
  readonly maxRequests: number;
  /** Seconds. */
  readonly patience: number;
}

/** What somebody had, and how one try of it goes. */
interface Old {
  readonly what: string;
  readonly probe: string;
  readonly attempt: (calls: OwnCalls) => Promise<ProbeAnswer>;
  readonly connection: Connection;
}

const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 15_000;

/** @throws Failure where nothing old is given */
export async function afterRevocation(request: RevocationRequest, around: Surroundings): Promise<Verification> {
  const { cwd, env } = around;
  const { spec } = openStack(request.stack, cwd);
  const keys = ableOf(spec, requireClients(spec, request.clients));
  const given = keys.filter((key) => Object.values(OLD_VARIABLES).some((start) => env[start + variableEnd(key)]));
  const missing = request.clients.filter((key) => !given.includes(key));
  if (given.length === 0 || missing.length > 0)
    throw new Failure(
      `Nothing old is given${missing.length > 0 ? ` of ${missing.map(printable).join(", ")}` : ""}: set ${OLD_VARIABLES.token}<CLIENT>, or ${OLD_VARIABLES.id}<CLIENT> and ${OLD_VARIABLES.secret}<CLIENT>.`,
      EXIT.refused,
    );
  const stack = request.stack ?? stackOf(spec.file);
  const { connection, organization, session } = await openSession({ stack }, { cwd, env });
  try {
    const startedAt = new Date().toISOString();
    const clients: VerifiedClient[] = [];
    for (const key of given) {
      const place = placeOf({ spec }, ["clients", key]);
      const rows: VerifiedRow[] = [];
      let requests = 0;
      for (const old of oldOf(key, connection, env)) {
        const tried = await untilRefused(old, place, request, around.waiting);
        rows.push(tried.row);
        requests += tried.requests;
      }
      const client = spec.value.clients[key];
      const name = client && "name" in client ? client.name : key;
      clients.push({ client: key, name, clientId: null, requests, tokenEnded: null, counts: countsOf(rows), rows });
    }
    return verificationOf({
      tool: `${TOOL.name} ${TOOL.version}`,
      startedAt,
      endedAt: new Date().toISOString(),
      org: "real",
      stack: stackOf(spec.file),
      file: spec.file,
      specDigest: specDigest(spec),
      organization,
      readBy: { clientId: (await session.deployer()).clientId },
      maxRequests: request.maxRequests,
      inventory: [],
      clients,
    });
  } catch (error) {
    throw asFailure(error);
  }
}

function oldOf(key: string, connection: Connection, env: NodeJS.ProcessEnv): Old[] {
  const end = variableEnd(key);
  const [id, secret, token] = [OLD_VARIABLES.id, OLD_VARIABLES.secret, OLD_VARIABLES.token].map((start) =>
    env[start + end]?.trim(),
  );
  if ((secret && !id) || (id && !secret))
    throw new Failure(`Set both ${OLD_VARIABLES.id}${end} and ${OLD_VARIABLES.secret}${end}.`);
  const olds: Old[] = [];
  if (token) {
    const own = new Secret(token);
    olds.push({
      what: "the old token does not work any more",
      probe: "GET /api/v2/tokens/me",
      connection: { ...connection, clientSecret: own },
      attempt: async (calls) => {
        await calls.logIn(own);
        return calls.ask(OWN_TOKEN, 0);
      },
    });
  }
  if (id && secret)
    olds.push({
      what: "the old secret gives no token any more",
      probe: "POST /oauth/token",
      connection: { ...connection, clientId: id, clientSecret: new Secret(secret) },
      attempt: async (calls) => {
        const answer = await calls.logIn();
        // A token that should not be there must not stay.
        if (isAnswer(answer)) await calls.end();
        return answer;
      },
    });
  return olds;
}

/** A refusal counts only where the same credentials worked before in this run: a mistyped secret is refused too. */
async function untilRefused(
  { what, probe, attempt, connection }: Old,
  place: Place,
  { maxRequests, patience }: RevocationRequest,
  waiting: Partial<Waiting> = {},
): Promise<{ readonly row: VerifiedRow; readonly requests: number }> {
  const { sleep } = { ...REAL_WAITING, ...waiting };
  const calls = new OwnCalls(connection, { maxRequests, ...waiting });
  const began = Date.now();
  let lastSeen: number | undefined;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const answer = calls.masked(await attempt(calls));
    const seconds = Math.round((Date.now() - began) / 100) / 10;
    const works = isAnswer(answer);
    const refused = answer.status === 401 || (answer.status === 400 && answer.code === "invalid_client");
    if (works) lastSeen = seconds;
    const isOver = seconds >= patience || calls.sent + 2 > maxRequests;
    if (!refused && works && !isOver) {
      await sleep(pause);
      continue;
    }
    const { status, code, correlationId } = answer;
    const row = (verdict: VerifiedRow["verdict"], more: Partial<VerifiedRow>, words: string): VerifiedRow => ({
      kind: "revocation",
      claim: what,
      place,
      probe,
      expected: "a refusal",
      got: { status, correlationId, code, count: null, words },
      verdict,
      reason: null,
      control: null,
      remark: null,
      ...more,
    });
    const requests = calls.sent;
    if (refused && lastSeen !== undefined)
      return {
        requests,
        row: row(
          "proved",
          { control: `The same credentials worked ${lastSeen} s after the start` },
          `refused ${seconds} s after the start`,
        ),
      };
    if (refused)
      return {
        requests,
        row: row(
          "not provable",
          {
            reason: "no control",
            remark:
              "Refused at the first try: nobody here saw these credentials work, and mistyped ones are refused too. Start this before the revocation to see both.",
          },
          "refused at the first try",
        ),
      };
    if (works) return { requests, row: row("refuted", {}, `still working after ${seconds} s`) };
    return {
      requests,
      row: row(
        "not provable",
        { reason: "ambiguous answer", remark: "The org answered neither yes nor no." },
        "another answer",
      ),
    };
  }
}
