/** Options that an action has no use for: one that was given and does nothing would be taken for one that does. */
import { Failure } from "../failure.ts";
import type { FleetOptions } from "./options.ts";

type Given = Readonly<Partial<Record<keyof FleetOptions | "state", unknown>>>;

const NAMES = {
  stack: "--stack",
  shard: "--shard",
  durations: "--durations",
  retryFrom: "--retry-from",
  timeout: "--timeout",
  run: "--run",
  parallel: "--parallel",
  memory: "--memory",
  envDir: "--env-dir",
  policyPack: "--policy-pack",
  failOn: "--fail-on",
  approved: "--approved",
  approvalFile: "--approval-file",
  yes: "--yes",
  state: "--state",
} as const satisfies Partial<Record<keyof Given, string>>;
type Named = keyof typeof NAMES;

/** @throws Failure that names every option that was given and is not among those of use */
export function assertUsed(action: string, given: Given, ofUse: readonly Named[]): void {
  const useless = (Object.keys(NAMES) as Named[]).filter((name) => !ofUse.includes(name) && isGiven(given[name]));
  if (useless.length === 0) return;
  throw new Failure(`fleet ${action} has no use for ${useless.map((name) => NAMES[name]).join(", ")}. Leave it out.`);
}

function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
}
