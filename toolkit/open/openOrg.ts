/**
 * A stack as the org has it now, found without a Pulumi state, beside the spec that is to be deployed. Whoever runs this needs a client of Genesys
 * Cloud that can read, no backend and no passphrase, and can print no secret of a client. Read-only.
 */

import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import type { DesiredAccess } from "../../access/plan/desired.ts";
import { orgNeeds } from "../../access/plan/orgNeeds.ts";
import { plan } from "../../access/plan/plan.ts";
import type { ResourceInputs } from "../../access/resources/resourceType.ts";
import { loadJudgedSpec } from "../../policies/loadJudgedSpec.ts";
import { readOrgFacts } from "../../providers/genesys/orgFacts.ts";
import { Session } from "../../providers/genesys/session.ts";
import { Failure } from "../failure.ts";
import { liveResources } from "./liveResources.ts";
import { type Marked, markedResources } from "./markedResources.ts";
import { asFailure, type InvalidDeployed } from "./openDeployed.ts";
import { readProjectSettings } from "./projectSettings.ts";
import type { SpecSource } from "./source.ts";
import { readStackConfig } from "./stackConfig.ts";

export interface OpenOrg {
  /** The file of the spec, as the source has it. */
  readonly file: string;
  readonly marked: Marked;
  readonly live: readonly ResourceInputs[];
  /** Absent where the source has no such spec. */
  readonly head: Planned | undefined;
  /** The spec that the org was deployed from; absent where nobody names it, or it is not valid. */
  readonly before: LoadedSpec | undefined;
  readonly beforePlan: DesiredAccess | undefined;
}

interface Planned {
  readonly spec: LoadedSpec;
  readonly desired: DesiredAccess;
}

/**
 * @param baseSpec where the specs are that the org was deployed from
 * @throws Failure where the org cannot be read
 */
export async function openOrg(
  stack: string,
  source: SpecSource,
  baseSpec: SpecSource | undefined,
  cwd: string,
): Promise<OpenOrg | InvalidDeployed> {
  // The settings of this folder, never of the head's: a gateway that a change names would get the credentials.
  const config = await readStackConfig(stack, cwd, process.env);
  const file = source.onlyFile ?? config.specFile;
  const loaded = loadFrom(source, file);
  if (loaded?.ok === false) return { file, problems: loaded.problems };
  const base = baseSpec && loadFrom(baseSpec, file);
  const before = base?.ok ? base.spec : undefined;
  if (!loaded && !before)
    throw new Failure(`There is no ${file} in ${source.label}. Name a stack that is there with --stack.`);
  const { project } = readProjectSettings(stack.slice(stack.lastIndexOf("/") + 1), cwd);
  if (project === "")
    throw new Failure("--base org: there is no Pulumi.yaml with a name here. Run this in the project's folder.");
  try {
    const session = new Session(await config.connection());
    const planned = loaded && (await planFor(session, loaded.spec));
    if (planned?.ok === false) return { file, problems: planned.problems };
    const earlier = before && (await planFor(session, before));
    const beforePlan = earlier?.ok ? earlier.desired : undefined;
    const head = loaded && planned && { spec: loaded.spec, desired: planned.desired };
    const plans = [beforePlan, head?.desired].filter((one) => one !== undefined);
    const marked = await markedResources(session, { project, stack }, plans);
    const live = [...(await liveResources(session, marked)).values()];
    return { file, marked, live, head, before, beforePlan };
  } catch (error) {
    throw asFailure(error);
  }
}

function loadFrom(source: SpecSource, file: string) {
  return source.has(file) ? loadJudgedSpec(file, (name, first) => source.readText(name, first)) : undefined;
}

async function planFor(session: Session, spec: LoadedSpec) {
  return plan(spec, await readOrgFacts(session.client, orgNeeds(spec.value)));
}
