/** Names the org, asks, probes or cleans, and writes the result: what `genesys-access probe` does with its options. */
import { accessSync, constants, existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { printable, printableJson, quoted } from "../../access/values/untrusted.ts";
import type { Organization } from "../../providers/genesys/session.ts";
import { EXIT, type ExitCode } from "../../toolkit/exitCodes.ts";
import { Failure } from "../../toolkit/failure.ts";
import { confirm } from "../../toolkit/fleet/confirm.ts";
import { connectionOf } from "../../toolkit/open/stackConfig.ts";
import { cleanAfter, runToClean } from "../../toolkit/probe/cleanAfter.ts";
import { renderBehaviour, renderCleaned } from "../../toolkit/probe/render.ts";
import { organizationOf, type ProbeRun, runProbe } from "../../toolkit/probe/runProbe.ts";
import { replaceFile } from "../../toolkit/replaceFile.ts";
import { remark } from "../../toolkit/terminal.ts";

export interface ProbeOptions {
  readonly stack?: string;
  readonly organization?: string;
  readonly yes: boolean;
  readonly output: string;
  readonly clean: boolean;
  readonly run?: string;
}

type Input = Pick<ProbeRun, "connection" | "ledger" | "options">;

export async function run(options: ProbeOptions): Promise<ExitCode> {
  const { output, yes, organization: wanted, clean } = options;
  if (yes && wanted === undefined)
    throw new Failure("--yes takes the id of the org as well: --organization ID. Nothing was done.");
  if (!yes && !process.stdin.isTTY)
    throw new Failure(
      "There is no terminal to ask at. A probe makes objects in the org: give --yes and --organization ID. Nothing was done.",
    );
  if (options.run !== undefined && !clean) throw new Failure("--run belongs to --clean.");
  const ledger = `${output.replace(/\.json$/, "")}.ledger.jsonl`;
  if (!clean) requireRoom(output, ledger);
  const onLongWait = (text: string) => remark(text);
  const connection = await connectionOf(options.stack, process.cwd(), process.env);
  const input: Input = { connection, ledger, options: { onLongWait } };
  const organization = await organizationOf(input);
  if (wanted !== undefined && wanted.toLowerCase() !== organization.id.toLowerCase())
    throw new Failure(
      `The credentials belong to the organization ${printable(organization.id)}, and --organization names ${printable(wanted)}. Nothing was done.`,
    );
  return clean ? cleanUp(input, options, organization) : probe(input, options, organization);
}

/** What is found out must have a place to go to before anything is made. */
function requireRoom(output: string, ledger: string): void {
  if (existsSync(ledger))
    throw new Failure(
      `${ledger} is of a run that did not end: remove what it left with \`genesys-access probe --clean --output ${output}\`, then run this again.`,
    );
  try {
    accessSync(dirname(resolve(output)), constants.W_OK);
  } catch {
    throw new Failure(`The folder of ${output} cannot be written. Choose another --output.`);
  }
}

async function probe(input: Input, { yes, output }: ProbeOptions, organization: Organization): Promise<ExitCode> {
  const question = `This makes about thirty roles, divisions and clients in ${nameOf(organization)} and removes them again. Is it a sandbox, and may it?`;
  if (!yes && !(await confirm(question))) throw new Failure("Nothing was done.");
  const stop = new AbortController();
  const onSignal = () => {
    remark(
      "Stopping: what the probe made is removed first. A second Ctrl-C ends at once; `probe --clean` then removes it.",
    );
    stop.abort();
  };
  for (const signal of SIGNALS) process.once(signal, onSignal);
  try {
    const behaviour = await runProbe({ ...input, tell: remark, signal: stop.signal }, organization);
    // What an earlier run saw to its end is worth more than this.
    const stays = stop.signal.aborted && existsSync(output);
    if (!stays) replaceFile(output, printableJson(behaviour));
    process.stdout.write(renderBehaviour(behaviour, stays ? undefined : output));
    return behaviour.complete ? EXIT.ok : EXIT.unreachable;
  } finally {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  }
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

async function cleanUp(input: Input, { yes, run: named }: ProbeOptions, organization: Organization): Promise<ExitCode> {
  const written = await runToClean(input, named, organization);
  if (written === undefined) {
    process.stdout.write(`Nothing of a probe is in ${nameOf(organization)}.\n`);
    return EXIT.ok;
  }
  const question = `This removes everything whose name begins with genesys-access-probe-${written.run}- from ${nameOf(organization)}.`;
  if (!yes && !(await confirm(question))) throw new Failure("Nothing was done.");
  const cleaned = await cleanAfter(input, written);
  process.stdout.write(renderCleaned(cleaned, written.run));
  return cleaned.left.length === 0 ? EXIT.ok : EXIT.unreachable;
}

function nameOf({ id, name }: Organization): string {
  return `${quoted(name)} (organization ${printable(id)})`;
}
