/** One life of the same work under the vendor's Terraform provider, in an org of its own. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onEnd } from "../engine/cleanup.ts";
import { countCalls } from "../engine/countCalls.ts";
import type { OperationRun } from "../engine/figures.ts";
import { UNLIMITED } from "../engine/life.ts";
import { startOrg } from "../engine/orgProcess.ts";
import { runTimed } from "../engine/timed.ts";
import type { Work } from "../engine/work.ts";
import type { ComparedOperation } from "./compared.ts";
import { configurationOf } from "./configuration.ts";

export interface PeerBinary {
  /** OpenTofu or Terraform. */
  readonly binary: string;
  /** The CLI configuration (TF_CLI_CONFIG_FILE) that says where the provider is, by `dev_overrides` or a mirror. */
  readonly rc: string;
}

export interface PeerLife {
  readonly operations: readonly OperationRun[];
  /** Bytes of the state file after create. */
  readonly state: number;
}

const FLAGS = ["-no-color", "-input=false"];
const apply = ["apply", "-auto-approve", ...FLAGS];

const COMMANDS: Readonly<Record<ComparedOperation, readonly string[]>> = {
  create: apply,
  preview: ["plan", ...FLAGS],
  up: apply,
  refresh: ["plan", "-refresh-only", ...FLAGS],
  "change a role": apply,
  destroy: ["destroy", "-auto-approve", ...FLAGS],
};

export async function peerLife(
  { binary, rc }: PeerBinary,
  clients: number,
  operations: readonly ComparedOperation[],
  tell: (step: string) => void,
): Promise<PeerLife> {
  const dir = mkdtempSync(join(tmpdir(), "genesys-access-peer-"));
  const forget = onEnd(() => rmSync(dir, { recursive: true, force: true }));
  const org = await startOrg(0);
  try {
    await org.switch({ requestsPerMinute: UNLIMITED });
    const env = { ...process.env, ...org.connection, TF_CLI_CONFIG_FILE: rc, CHECKPOINT_DISABLE: "1" };
    const declare = (work: Work) => writeFileSync(join(dir, "main.tf.json"), configurationOf(work, env));
    const work: Work = { clients, users: 0, divisions: 3, edited: false };
    declare(work);
    const runs: OperationRun[] = [];
    let state = 0;
    for (const name of operations) {
      tell(name);
      if (name === "change a role") declare({ ...work, edited: true });
      runs.push(await countCalls(org, name, () => runTimed({ dir, env }, binary, COMMANDS[name])));
      if (name === "create") state = statSync(join(dir, "terraform.tfstate")).size;
    }
    return { operations: runs, state };
  } finally {
    await org.close();
    rmSync(dir, { recursive: true, force: true });
    forget();
  }
}
