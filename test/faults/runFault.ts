/** Runs one fault from beginning to end and says everything that is wrong afterwards. */
import { login } from "../../dev/demo/genesysHttp.ts";
import { SEED } from "../../simulator/index.ts";
import { excessAccess, printExcess } from "./accessHistory.ts";
import type { Fault, Told } from "./fault.ts";
import { holdings, lostFromSeed } from "./holdings.ts";
import type { Beginnings, Lane, Stage } from "./lane.ts";
import { HOLDINGS } from "./specs.ts";

export interface Outcome {
  readonly id: string;
  /** Faults that struck. */
  readonly injected: number;
  /** The command succeeded in spite of the fault. */
  readonly survived: boolean;
  /** API calls of all commands of the run. */
  readonly calls: number;
  /** The problems afterwards; none: the stack converged, with the right text, and nobody held too much at any moment. */
  readonly problems: readonly string[];
  /** The output of Pulumi, for finding out why. */
  readonly printed: readonly string[];
}

export async function runFault(lane: Lane, beginnings: Beginnings, fault: Fault): Promise<Outcome> {
  const from = beginnings[fault.from ?? "nothing"];
  const org = fault.seed?.(structuredClone(from.org)) ?? from.org;
  const stage = await lane.begin({ ...from, org }, fault.switches === undefined ? {} : { switches: fault.switches });
  await fault.prepare?.(stage);
  const start = stage.org.history().length;
  const told = await (fault.run ?? typed)(stage, fault);
  const problems = [...wrongTold(fault, told), ...(fault.struck ?? unused)(stage, fault)];
  await fault.repair?.(stage);
  stage.org.switches.faults = [];
  // By the time that somebody looks, delayed reads show everything.
  stage.org.switches.readAfterWriteDelayMs = 0;
  if (told.exitCode !== 0) problems.push(...wrongAgain(await typed(stage, fault)));
  problems.push(...(await wrongState(stage, fault)), ...(await wrongSecrets(stage)));
  problems.push(...excessAccess(stage.org.history(), start).map(printExcess));
  return {
    id: fault.id,
    injected: stage.org.requests.filter((it) => it.fault !== undefined).length,
    survived: told.exitCode === 0,
    calls: stage.org.requests.filter(({ clientId }) => clientId === SEED.deployer.clientId).length,
    problems,
    printed: stage.printed,
  };
}

/** The fault's command as a person types it. */
export function typed({ pulumi }: Stage, { command = "up" }: Pick<Fault, "command">): Promise<Told> {
  return pulumi(command, "--yes", "--skip-preview");
}

function wrongTold({ fails = false, reads = [] }: Fault, { exitCode, output }: Told): string[] {
  const missing = reads.filter((text) => (typeof text === "string" ? !output.includes(text) : !text.test(output)));
  return [
    ...((exitCode !== 0) === fails ? [] : [`The command ended with exit code ${exitCode}.`]),
    ...missing.map((text) => `The person does not read ${text}.`),
    ...(/^\s+at .*\.[jt]s:\d+/m.test(output) ? ["The person reads a stack trace."] : []),
  ];
}

function wrongAgain({ exitCode }: Told): string[] {
  return exitCode === 0 ? [] : [`The next command ended with exit code ${exitCode}.`];
}

function unused({ org }: Stage, { switches }: Fault): string[] {
  const struck = org.requests.filter(({ fault }) => fault !== undefined);
  return (switches?.faults ?? [])
    .filter(({ kind, method, path }) => {
      const matches = new RegExp(path);
      return !struck.some((it) => it.fault === kind && it.method === (method ?? it.method) && matches.test(it.path));
    })
    .map((it) => `This fault never struck: ${JSON.stringify(it)}.`);
}

/** The org holds exactly what the spec says, each thing once; and Pulumi sees no difference. */
async function wrongState({ org, pulumi }: Stage, { command, ends }: Fault): Promise<string[]> {
  const expected = ends ?? (command === "destroy" ? [] : HOLDINGS);
  const held = holdings(org.export());
  const refresh = await pulumi("refresh", "--preview-only", "--expect-no-changes");
  return [
    ...lacking(expected, held).map((line) => `The org lacks: ${line}.`),
    ...lacking(held, expected).map((line) => `The org holds too much: ${line}.`),
    ...lostFromSeed(org.export()).map((line) => `Somebody else's is gone: ${line}.`),
    ...(refresh.exitCode === 0 ? [] : ["A refresh finds a difference."]),
  ];
}

/** Elements of `all` that are not in `there`; one that is in it once too seldom counts. */
function lacking(all: readonly string[], there: readonly string[]): string[] {
  const left = [...there];
  return all.filter((line) => {
    const index = left.indexOf(line);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

/** No secret of a client that the org holds was ever printed or logged. */
async function wrongSecrets({ org, printed }: Stage): Promise<string[]> {
  org.switches.secretOnRead = true;
  const api = await login(org.url, SEED.console);
  const clients = org.export().clients.map(({ id }) => api("GET", `/oauth/clients/${id}`));
  const secrets = (await Promise.all(clients)).flatMap(({ body }) => body.secret ?? []);
  const text = [...printed, JSON.stringify(org.requests)].join("\n");
  return secrets.filter((secret) => text.includes(secret)).map(() => "A client secret was printed.");
}
