/** Removes everything that a run made, by its ledger and by the name that everything of it has, and looks whether something is left. */
import type { DeployerGrant } from "../../access/preflight/deployer.ts";
import { GenesysApiError } from "../../providers/genesys/apiError.ts";
import type { GenesysClient } from "../../providers/genesys/client.ts";
import type { WrittenLedger } from "./ledger.ts";
import { type Found, findById, findOfRun, inOrder, remove } from "./objects.ts";

/** Milliseconds before each further look: what was asked for at the last moment may come to light late. */
const LOOKS = [1000, 2000, 4000, 8000, 15_000];
/** What a look finds may be gone already, and shown late. */
const LOOKS_AT_LEAST = 2;

export interface Cleaned {
  readonly removed: number;
  /** What is still there, each with the reason. */
  readonly left: readonly string[];
}

/**
 * @param held a role that the caller holds
 * @param settle milliseconds that this org is known to take until reads show a write
 */
export async function clean(
  client: GenesysClient,
  { run, made, uncertain }: Pick<WrittenLedger, "run" | "made" | "uncertain">,
  held: DeployerGrant | undefined,
  settle = 0,
): Promise<Cleaned> {
  const gone = new Set<string>();
  const failures = new Map<string, string>();
  for (let look = 0; ; look++) {
    const unseen = made.filter(({ id }) => !gone.has(id));
    const there = inOrder([...(await ofLedger(client, run, unseen)), ...(await findOfRun(client, run))]);
    for (const one of there) await removeOne(client, one, held, gone, failures);
    // What the ledger names and nobody sees may be gone, or new: both look the same for a while.
    const certain = !uncertain && made.every(({ id }) => gone.has(id));
    const pause = LOOKS[look];
    const isOver = there.length === 0 && look + 1 >= (certain ? LOOKS_AT_LEAST : LOOKS.length);
    if (pause === undefined || isOver)
      return { removed: gone.size, left: [...failures.values(), ...shown(there, gone, failures)] };
    await client.sleep(Math.max(pause, settle));
  }
}

async function ofLedger(client: GenesysClient, run: string, made: WrittenLedger["made"]): Promise<Found[]> {
  const found: Found[] = [];
  for (const { kind, id } of made) {
    const one = await findById(client, run, kind, id);
    if (one !== undefined) found.push(one);
  }
  return found;
}

async function removeOne(
  client: GenesysClient,
  one: Found,
  held: DeployerGrant | undefined,
  gone: Set<string>,
  failures: Map<string, string>,
): Promise<void> {
  try {
    await remove(client, one, held);
    gone.add(one.id);
    failures.delete(one.id);
  } catch (error) {
    if (!(error instanceof GenesysApiError)) throw error;
    failures.set(one.id, `${one.kind} ${JSON.stringify(one.name)}: ${error.message}`);
  }
}

/** Removed without an error, and shown to the end. */
function shown(there: readonly Found[], gone: ReadonlySet<string>, failures: ReadonlyMap<string, string>): string[] {
  return there
    .filter(({ id }) => gone.has(id) && !failures.has(id))
    .map(({ kind, name }) => `${kind} ${JSON.stringify(name)}: the org still shows it after it was deleted`);
}
