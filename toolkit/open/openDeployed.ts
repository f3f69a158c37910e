/** A stack as it is deployed or as the org has it now, beside the spec that is to be deployed, planned. Read-only, without `pulumi preview`. */

import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import type { Problem } from "../../access/language/problem.ts";
import type { DesiredAccess } from "../../access/plan/desired.ts";
import { selectorNotes } from "../../access/plan/lockedSelectors.ts";
import { ownOrgNeeds } from "../../access/plan/orgQuestions.ts";
import { plan } from "../../access/plan/plan.ts";
import { planDeployed } from "../../access/plan/planDeployed.ts";
import { divisionsOf, RESOURCES } from "../../access/resources/index.ts";
import { loadJudgedSpec } from "../../policies/loadJudgedSpec.ts";
import { GenesysApiError } from "../../providers/genesys/apiError.ts";
import { readOrgFacts } from "../../providers/genesys/orgFacts.ts";
import { Session } from "../../providers/genesys/session.ts";
import { ProviderError } from "../../providers/providerError.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import type { PulumiCli } from "../pulumi/pulumiCli.ts";
import { type Deployed, readDeployed } from "./deployed.ts";
import type { DeployedBase } from "./deployedBase.ts";
import { type LiveResource, liveResources } from "./liveResources.ts";
import type { SpecSource } from "./source.ts";
import { readStackConfig } from "./stackConfig.ts";

export interface OpenDeployed {
  /** The file of the spec, as the source has it. */
  readonly file: string;
  readonly deployed: Deployed;
  /** The resources as the org has them now; absent where only the state is asked. */
  readonly live: ReadonlyMap<string, LiveResource> | undefined;
  /** Absent where the source has no such spec. */
  readonly head: { readonly spec: LoadedSpec; readonly desired: DesiredAccess } | undefined;
  /** The state of the head's selectors in the org, in sentences; none where the org was not asked. */
  readonly selectorNotes: readonly string[];
  /** Nobody had credentials: the spec was planned without its org. */
  readonly offline: boolean;
}

export interface InvalidDeployed {
  readonly file: string;
  readonly problems: readonly Problem[];
}

/** Throws a Failure where the stack or the org cannot be read. */
export async function openDeployed(
  cli: PulumiCli,
  stack: string,
  base: Exclude<DeployedBase, "org">,
  source: SpecSource,
  cwd: string,
): Promise<OpenDeployed | InvalidDeployed> {
  const deployed = await readDeployed(cli, stack, cwd);
  const config = await readStackConfig(stack, cwd, cli.env, async () => cli);
  const file = source.onlyFile ?? config.specFile;
  const loaded = source.has(file) ? loadJudgedSpec(file, (name, first) => source.readText(name, first)) : undefined;
  if (loaded?.ok === false) return { file, problems: loaded.problems };
  const spec = loaded?.spec;
  try {
    // Without credentials the state alone can still be compared.
    const asksOrg = base === "live" || config.hasCredentials;
    const session = asksOrg ? new Session(await config.connection()) : undefined;
    const org = spec && session && (await readOrgFacts(session.client, ownOrgNeeds(spec.value)));
    const planned = spec && (org ? plan(spec, org) : planDeployed(spec, existingDivisions(deployed)));
    if (planned?.ok === false) return { file, problems: planned.problems };
    const live = base === "live" && session ? await liveResources(session, deployed) : undefined;
    const head = spec && planned && { spec, desired: planned.desired };
    const notes = spec && org ? selectorNotes(spec, org.divisions) : [];
    return { file, deployed, live, head, selectorNotes: notes, offline: session === undefined };
  } catch (error) {
    throw asFailure(error);
  }
}

/** Division key -> id, of all grants; without All-Divisions and what the stack makes itself. */
function existingDivisions({ resources }: Deployed): ReadonlyMap<string, string> {
  const all = [...resources.values()];
  const managed = new Set(all.flatMap(({ type, id }) => (type === RESOURCES.division.token ? [id] : [])));
  return new Map(all.flatMap(divisionsOf).filter(([, id]) => !managed.has(id)));
}

/** An org that cannot be reached, or refuses, is no fault of the program. */
export function asFailure(error: unknown): unknown {
  const told = [GenesysApiError, ProviderError].some((kind) => error instanceof kind);
  return told ? new Failure((error as Error).message, EXIT.unreachable) : error;
}
