/** Starts an embedded org for the command line. */
import { existsSync } from "node:fs";
import {
  type Added,
  DataFileError,
  type OrgData,
  readUsageFile,
  type Simulator,
  startSimulator,
  type UsagePast,
} from "../../simulator/index.ts";
import { Failure } from "../failure.ts";
import type { ValidStack } from "../open/loadedStack.ts";
import { type FilledFromSpecs, fillFromSpecs, orgBeforeSpecs } from "./fillFromSpecs.ts";
import { likeOrg } from "./likeOrg.ts";
import { openSpecs, refuse } from "./openSpecs.ts";
import type { OrgOptions } from "./options.ts";
import { planProblems } from "./planProblems.ts";
import { readSwitches } from "./readSwitches.ts";

export interface RunningOrg {
  readonly simulator: Simulator;
  readonly organization: { readonly id: string; readonly name: string };
  /** Files of the specs that the org was made from, or filled up from. */
  readonly specs: readonly string[];
  /** The data file, and whether it held an org before. */
  readonly data?: { readonly file: string; readonly kept: boolean };
  /** Objects that the specs name and the org lacked: they were added. */
  readonly added: readonly Added[];
  /** Clients that the specs take to exist. */
  readonly existingClients: readonly { readonly id: string; readonly name: string }[];
  readonly notes: readonly string[];
}

/** Throws a Failure for whatever a person can mend: specs, switches, the data file, the address. */
export async function startOrg(options: OrgOptions, cwd: string): Promise<RunningOrg> {
  const { port, host, data } = options;
  const usage = options.usage === undefined ? undefined : usageIn(options.usage);
  const like = options.like === undefined ? undefined : likeOrg(options.like);
  const switches = { ...like?.switches, ...readSwitches(options.switch) };
  const stacks = await openSpecs(options.fromSpec, cwd);
  const seed = orgBeforeSpecs(stacks);
  requirePlan(stacks, seed);
  const kept = data !== undefined && existsSync(data);
  let filled: FilledFromSpecs | undefined;
  const simulator = await startSimulator({
    port,
    host,
    switches,
    seed,
    ...(data !== undefined && { dataFile: data }),
    ...(usage !== undefined && { usage }),
    prepare: (org) => {
      if (kept) requireSameOrganization(org, stacks, data);
      filled = fillFromSpecs(org, stacks);
      return filled.org;
    },
  }).catch((error: unknown) => {
    throw asFailure(error, options);
  });
  const { id, name } = simulator.export().organization;
  return {
    simulator,
    organization: { id, name },
    specs: stacks.map(({ file }) => file),
    ...(data !== undefined && { data: { file: data, kept } }),
    added: filled?.added ?? [],
    existingClients: filled?.existingClients ?? [],
    notes: [...(like?.notes ?? []), ...(filled?.notes ?? [])],
  };
}

function usageIn(file: string): UsagePast {
  try {
    return readUsageFile(file);
  } catch (error) {
    throw error instanceof DataFileError ? new Failure(error.message) : error;
  }
}

function requirePlan(stacks: readonly ValidStack[], seed: OrgData): void {
  const { org } = fillFromSpecs(seed, stacks);
  const problems = stacks.map((stack) => planProblems(stack, stacks, org));
  refuse(
    problems.flat(),
    stacks.flatMap(({ file }, index) => (problems[index]?.length ? [file] : [])),
  );
}

function requireSameOrganization(org: OrgData, [first]: readonly ValidStack[], data: string): void {
  const { id } = org.organization;
  if (first === undefined || first.spec.value.organization.id === id) return;
  throw new Failure(
    `${data} keeps the organization ${id}, and ${first.file} is for ${first.spec.value.organization.id}. Name another file with --data, or the specs of that organization.`,
  );
}

/** The Failure for an error of the operating system, which names the call; any other error is a fault of the program. */
function asFailure(error: unknown, { host, port, data }: OrgOptions): unknown {
  if (error instanceof DataFileError) return new Failure(error.message);
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (syscall === undefined) return error;
  if (code === "EADDRINUSE") return new Failure("The port is taken. Choose another with --port, or 0 for a free one.");
  if (syscall === "listen" || syscall === "bind" || syscall === "getaddrinfo")
    return new Failure(`Cannot listen on ${host}, port ${port} (${code}). Choose another --port or --host.`);
  return new Failure(data === undefined ? message : `${data} cannot be written: ${message}.`);
}
