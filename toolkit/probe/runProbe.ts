/** One run of the probe: asks every question, removes everything that it made, and says what it saw. */
import { BEHAVIOUR_FORMAT_VERSION, type Behaviour, type ObservedQuestion } from "../../access/observed/model.ts";
import { sentenceOf } from "../../access/observed/sentences.ts";
import { holdOf, opaqueRoles } from "../../access/preflight/deployer.ts";
import { GenesysApiError } from "../../providers/genesys/apiError.ts";
import type { ClientOptions } from "../../providers/genesys/client.ts";
import type { Connection } from "../../providers/genesys/connection.ts";
import type { Deployer } from "../../providers/genesys/deployer.ts";
import { type Organization, Session } from "../../providers/genesys/session.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { TOOL } from "../tool.ts";
import { type Cleaned, clean } from "./clean.ts";
import { Ledger, readLedger, removeLedger } from "./ledger.ts";
import { NotObserved, Probe } from "./probe.ts";
import type { Question } from "./question.ts";
import { NOT_ASKED, QUESTIONS } from "./questions/index.ts";
import { newRun } from "./run.ts";
import { switchesOf } from "./switches.ts";

export interface ProbeRun {
  readonly connection: Connection;
  /** The file that every creation is written into first. */
  readonly ledger: string;
  /** Takes a line for the person who waits. */
  readonly tell: (line: string) => void;
  readonly options?: ClientOptions;
  readonly signal?: AbortSignal;
  /** Default all. */
  readonly questions?: readonly Question[];
}

/** The org that the credentials belong to. Throws a Failure where it does not answer or refuses the login. */
export async function organizationOf({
  connection,
  options = {},
}: Pick<ProbeRun, "connection" | "options">): Promise<Organization> {
  return reached(() => new Session(connection, options).organization());
}

/** @param organization as `organizationOf` read it, and whoever runs this agreed to */
export async function runProbe(input: ProbeRun, organization: Organization): Promise<Behaviour> {
  const { connection, options = {}, signal, tell, questions: asked = QUESTIONS } = input;
  const deployer = await reached(() => new Session(connection, options).deployer());
  requirePermissions(deployer);
  const run = newRun();
  const ledger = Ledger.begin(input.ledger, organization.id, run);
  const probe = new Probe({ connection, run, ledger, deployer, options, ...(signal && { signal }) });
  const questions: ObservedQuestion[] = [];
  let left: readonly string[] = [];
  try {
    for (const question of asked) {
      if (!signal?.aborted) tell(question.asks);
      questions.push(
        signal?.aborted ? unasked(question, "the run was interrupted", probe) : await ask(question, probe),
      );
    }
  } finally {
    tell("Removing what the probe made.");
    left = (await cleanRun(input, probe)).left;
  }
  const { now = Date.now } = options;
  return {
    formatVersion: BEHAVIOUR_FORMAT_VERSION,
    tool: TOOL,
    organization: { id: organization.id },
    observedAt: new Date(now()).toISOString(),
    run,
    complete: left.length === 0 && questions.every(({ answer }) => answer !== undefined),
    questions,
    switches: switchesOf(questions),
    left: left.map((line) => probe.recorder.plain(line)),
    notAsked: [...NOT_ASKED],
  };
}

/** Without these something could be made that cannot be removed, or nothing could be tried. */
const NEEDED = [
  "authorization:division:add",
  "authorization:division:delete",
  "authorization:division:edit",
  "authorization:grant:add",
  "authorization:grant:delete",
  "authorization:grant:view",
  "authorization:role:add",
  "authorization:role:delete",
  "authorization:role:edit",
  "authorization:role:view",
  "oauth:client:add",
  "oauth:client:delete",
  "oauth:client:edit",
  "oauth:client:view",
];

function requirePermissions(deployer: Deployer): void {
  // What roles permit that the org does not show, nobody knows here.
  if (opaqueRoles(deployer).length > 0) return;
  const lacks = NEEDED.filter((permission) => !holdOf(deployer, permission).divisions.has("*"));
  if (lacks.length === 0) return;
  throw new Failure(
    `The client of these credentials lacks, in all divisions, ${lacks.join(", ")}. Give it a role with them, as that of a deployer: nothing was made.`,
    EXIT.unreachable,
  );
}

async function ask(question: Question, probe: Probe): Promise<ObservedQuestion> {
  const { id, asks, switches } = question;
  try {
    const answer = await question.ask(probe);
    const words = sentenceOf(id, answer);
    const told = Array.isArray(answer) ? [...answer] : (answer as string | number | boolean);
    return {
      id,
      asks,
      answer: told,
      ...(words !== undefined && { words }),
      ...(switches && { switches: [...switches] }),
      exchanges: probe.recorder.take(),
    };
  } catch (error) {
    if (error instanceof NotObserved || error instanceof GenesysApiError)
      return unasked(question, error.message, probe);
    throw error;
  }
}

function unasked({ id, asks, switches }: Question, reason: string, probe: Probe): ObservedQuestion {
  const notObserved = probe.recorder.plain(reason);
  return { id, asks, notObserved, ...(switches && { switches: [...switches] }), exchanges: probe.recorder.take() };
}

async function cleanRun({ ledger }: ProbeRun, probe: Probe): Promise<Cleaned> {
  try {
    const cleaned = await clean(probe.client, readLedger(ledger), probe.ownGrant, probe.delayMs * 2);
    if (cleaned.left.length === 0) removeLedger(ledger);
    return cleaned;
  } catch (error) {
    if (!(error instanceof GenesysApiError)) throw error;
    return { removed: 0, left: [`what the ledger ${ledger} names: ${error.message}`] };
  }
}

/** Failure where the org does not answer. */
export async function reached<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof GenesysApiError) throw new Failure(error.message, EXIT.unreachable);
    throw error;
  }
}
