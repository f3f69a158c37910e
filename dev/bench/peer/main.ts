/**
 * `npm run bench -- --peer TOFU_BINARY --peer-rc FILE`: this project and the vendor's Terraform provider with the same work, in turns, each life in an embedded
 * org of its own. Without the binary this project runs alone, beside the figures that were stored.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onEnd } from "../engine/cleanup.ts";
import { medianRuns, type OperationFigures, type OperationRun } from "../engine/figures.ts";
import { live } from "../engine/life.ts";
import { scenario } from "../engine/scenario.ts";
import { installPackage } from "../installedPackage.ts";
import { COMPARED } from "./compared.ts";
import { type PeerBinary, peerLife } from "./peerLife.ts";
import { comparedTable, storedTable } from "./tables.ts";

export interface PeerOptions {
  /** Numbers of clients. */
  readonly sizes: readonly number[];
  /** Lives of each at each size. */
  readonly passes: number;
  /** Absent: there is none at hand. */
  readonly peer?: PeerBinary;
}

/** What both did at one size. */
export interface Compared {
  readonly clients: number;
  readonly ours: readonly OperationFigures[];
  /** Empty where the peer did not run. */
  readonly theirs: readonly OperationFigures[];
  readonly state: { readonly ours: number; readonly theirs: number };
}

export async function benchPeer({ sizes, passes, peer }: PeerOptions): Promise<void> {
  for (const path of peer ? [peer.binary, peer.rc] : [])
    if (!existsSync(path))
      throw new Error(`${path} is not there. Give the path of OpenTofu or Terraform, and of its CLI configuration.`);
  const scratch = mkdtempSync(join(tmpdir(), "genesys-access-bench-"));
  onEnd(() => rmSync(scratch, { recursive: true, force: true }));
  const modules = join(scratch, "node_modules");
  await installPackage(modules);
  const results: Compared[] = [];
  for (const clients of sizes) results.push(await compare(clients, passes, modules, peer));
  console.log(peer ? comparedTable(results) : storedTable(results));
}

/** Turn by turn, so that a slow minute of the machine is both sides' minute. */
async function compare(
  clients: number,
  passes: number,
  modules: string,
  peer: PeerBinary | undefined,
): Promise<Compared> {
  const lives: { ours: (readonly OperationRun[])[]; theirs: (readonly OperationRun[])[] } = { ours: [], theirs: [] };
  let state = { ours: 0, theirs: 0 };
  for (let pass = 1; pass <= passes; pass += 1) {
    const tell = (who: string) => (step: string) =>
      void process.stderr.write(`${clients} clients, pass ${pass}/${passes}, ${who}: ${step}\n`);
    const ours = await live(
      scenario("usual", clients, { operations: COMPARED, npx: true, runs: 1 }),
      tell("this project"),
      modules,
    );
    lives.ours.push(ours.operations);
    const theirs = peer && (await peerLife(peer, clients, COMPARED, tell("Terraform")));
    if (theirs) lives.theirs.push(theirs.operations);
    state = { ours: ours.state.bytes, theirs: theirs?.state ?? 0 };
  }
  return { clients, ours: medianRuns(lives.ours), theirs: medianRuns(lives.theirs), state };
}
