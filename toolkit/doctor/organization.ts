/** The way to the org of a stack: region, credentials, and one look at who answers. */
import { printProblem } from "../../access/language/problem.ts";
import { regionProblems } from "../../access/preflight/preflight.ts";
import type { Connection } from "../../providers/genesys/connection.ts";
import { ConnectionError, resolveConnection } from "../../providers/genesys/connection.ts";
import { Session } from "../../providers/genesys/session.ts";
import { isValid, type LoadedStack } from "../open/loadedStack.ts";
import { ENCRYPTED, type ProjectSettings } from "../open/projectSettings.ts";
import { readStackConfig } from "../open/stackConfig.ts";
import { withoutCredentials } from "../pulumi/urlCredentials.ts";
import { type Check, missing, ok, warn } from "./model.ts";

export interface OrganizationQuestion {
  readonly stack: LoadedStack;
  readonly settings: ProjectSettings;
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly patienceMs: number;
}

/** More than this, and a token is taken for expired, or for one of the future. */
const CLOCK_SKEW_MS = 60_000;

export async function organizationChecks(question: OrganizationQuestion): Promise<Check[]> {
  const { settings, env } = question;
  let known: Connection;
  try {
    known = resolveConnection({ get: (key) => shownSetting(settings, key) }, env);
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    // What is missing here may come from an environment of Pulumi's service, which only Pulumi can ask.
    return settings.hasEnvironments ? answer(question) : lackChecks(error);
  }
  return [
    ...regionChecks(question, known),
    ok("credentials", "The id and the secret of a deploying client are there."),
    ...(await answer(question)),
  ];
}

/** That a secret is there is all that matters here: the way to the org is read again where it is needed. */
function shownSetting({ config }: ProjectSettings, key: string): string | undefined {
  const setting = config.get(key);
  return setting === ENCRYPTED ? "encrypted" : setting;
}

/** Each line of the error names a key and what to do about it. */
function lackChecks({ message }: ConnectionError): Check[] {
  const lacks = message
    .split("\n")
    .slice(1)
    .map((line) => line.replace(/^\s*-\s*/, ""));
  const isRegion = (line: string) => /^(region|gateway):/.test(line);
  const region = lacks.filter(isRegion);
  const credentials = lacks.filter((line) => !isRegion(line));
  return [
    region.length > 0
      ? missing("region", "The region of the organization is not known.", withoutCredentials(region.join(" ")))
      : ok("region", "The region of the organization is known."),
    credentials.length > 0
      ? missing(
          "credentials",
          "There are no credentials of a deploying client; an update and a live comparison need them.",
          credentials.join(" "),
        )
      : ok("credentials", "The id and the secret of a deploying client are there."),
  ];
}

function regionChecks({ stack }: OrganizationQuestion, { apiUrl }: Connection): Check[] {
  const shown = withoutCredentials(apiUrl);
  const [problem] = isValid(stack) ? regionProblems(stack.spec, apiUrl) : [];
  return [
    problem
      ? missing("region", `Calls go to ${shown}. ${printProblem(problem)}`, "Correct one of the two.")
      : ok("region", `Calls go to ${shown}.`),
  ];
}

/** A login and one read. */
async function answer({ stack, root, env, patienceMs }: OrganizationQuestion): Promise<Check[]> {
  const id = "organization";
  const deadline = Date.now() + patienceMs;
  try {
    const connection = await inTime(
      readStackConfig(stack.name, root, env).then((config) => config.connection()),
      patienceMs,
    );
    const session = new Session(connection, { timeoutMs: patienceMs, sleep: (ms) => sleepUntil(deadline, ms) });
    const { id: found, name } = await inTime(session.organization(), deadline - Date.now());
    const where = `${JSON.stringify(name)} (id ${found})`;
    const wanted = isValid(stack) ? stack.spec.value.organization.id : found;
    const same = found.toLowerCase() === wanted;
    return [
      same
        ? ok(id, `The org answers: ${where}.`)
        : missing(
            id,
            `The credentials belong to ${where}, and ${stack.file} names ${wanted}.`,
            "Correct the id in the spec, or take the other credentials.",
          ),
      clockCheck(session.client.serverNow() - Date.now()),
    ];
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return [
      { ...missing(id, `The org did not answer as it should: ${withoutCredentials(text)}`, FIX), unreachable: true },
    ];
  }
}

const FIX = "Check the network, the region, the client's id and its secret.";

function clockCheck(skewMs: number): Check {
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  return Math.abs(skewMs) <= CLOCK_SKEW_MS
    ? ok("clock", `This machine's clock and the org's differ by ${seconds} s at most.`)
    : warn(
        "clock",
        `This machine's clock is ${seconds} s ${skewMs > 0 ? "behind" : "ahead of"} the org's.`,
        "Set it: tokens live by it.",
      );
}

/** Waits for the work, but no longer than `ms` milliseconds: then it throws an Error, and the work is left to itself. */
async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${Math.ceil(ms / 1000)} s.`)), Math.max(ms, 0));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A pause that would outlast our patience ends the call instead. */
function sleepUntil(deadline: number, ms: number): Promise<unknown> {
  if (Date.now() + ms > deadline)
    return Promise.reject(new Error("the org asks for more patience than this check has."));
  return new Promise((resolve) => setTimeout(resolve, ms));
}
