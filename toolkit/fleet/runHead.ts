/** What a report says of the run that it is of: by that the reports of several machines are known to be parts of one run. */
import { contentDigest } from "../../access/values/contentDigest.ts";
import { commitOfFolder } from "../open/commit.ts";
import { filesBelow, SHARED_FILES } from "../open/sharedFiles.ts";
import { type SpecSource, workingTree } from "../open/source.ts";
import { filesOfStack } from "../open/stackFiles.ts";
import type { FleetOptions } from "./options.ts";

/** One stack of the whole fleet, also where another machine runs it. */
export interface PlannedStack {
  readonly stack: string;
  /** From 1. */
  readonly shard: number;
  /** Digest of the files that are its own, and those that it includes. */
  readonly files: string;
}

/** The settings by which a run judges. One machine with a weaker gate would weaken the whole. */
export interface FleetSettings {
  readonly refresh: boolean;
  readonly failOn: readonly string[];
  readonly policyPacks: readonly string[];
  /** Digest of all approvals; null where there are none. */
  readonly approvals: string | null;
}

export interface RunHead {
  /** The pipeline's name for the run; null where there is none. */
  readonly id: string | null;
  readonly startedAt: string;
  /** Null outside of git. */
  readonly commit: string | null;
  /** Digest of the files that every stack depends on: what is installed, what runs, what judges. */
  readonly shared: string;
  readonly settings: FleetSettings;
  /** Digest of the report whose failed orgs are run again. */
  readonly retryOf: string | null;
  readonly shards: number;
  /** The whole fleet, by name. */
  readonly stacks: readonly PlannedStack[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The same for every job of a pipeline, and when a job is tried again. */
export function runId(named: string | undefined, env: Environment): string | null {
  return named ?? (env["GITHUB_RUN_ID"] || env["CI_PIPELINE_ID"] || null);
}

export interface FleetFiles {
  readonly commit: string | null;
  readonly shared: string;
  /** Digest of each stack's own files. */
  readonly own: ReadonlyMap<string, string>;
}

/** What stands in the project's folder now. */
export function fleetFiles(stacks: readonly string[], policyPacks: readonly string[], cwd: string): FleetFiles {
  const source = workingTree(cwd);
  const texts = new Map<string, string>();
  const digest = (files: readonly string[]) => contentDigest(JSON.stringify(withTexts(files, source, texts)));
  const shared = [...new Set([...SHARED_FILES, ...policyPacks])].flatMap((name) => filesBelow(name, source));
  return {
    commit: commitOfFolder(cwd) ?? null,
    shared: digest(shared),
    own: new Map(stacks.map((stack) => [stack, digest(filesOfStack(stack, source))])),
  };
}

/** Read once: stacks share most of what they include. */
function withTexts(files: readonly string[], source: SpecSource, texts: Map<string, string>): [string, string][] {
  return [...new Set(files)].sort().map((file) => {
    const text = texts.get(file) ?? digestOf(file, source);
    texts.set(file, text);
    return [file, text];
  });
}

function digestOf(file: string, source: SpecSource): string {
  try {
    return source.has(file) ? contentDigest(source.readText(file)) : "absent";
  } catch {
    return "unreadable";
  }
}

export function fleetSettings(options: FleetOptions, approvals: readonly unknown[]): FleetSettings {
  const { refresh, failOn, policyPack, approved } = options;
  const all = approvals.length + approved.length === 0 ? null : contentDigest(JSON.stringify([approved, approvals]));
  return { refresh, failOn: [...failOn].sort(), policyPacks: policyPack, approvals: all };
}
