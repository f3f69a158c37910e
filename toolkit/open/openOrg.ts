/**
 * A stack as the org has it now, found without a Pulumi state, beside the spec that is to be deployed. Whoever runs this needs a client of Genesys
 * Cloud that can read, no backend and no passphrase, and can print no secret of a client. Read-only.
 */

import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import type { DesiredAccess } from "../../access/plan/desired.ts";
import { selectorNotes } from "../../access/plan/lockedSelectors.ts";
import { ownOrgNeeds } from "../../access/plan/orgQuestions.ts";
import { plan, WRONG_ORGANIZATION } from "../../access/plan/plan.ts";
import type { ComparedTerms } from "../../access/terms/model.ts";
import { loadJudgedSpec } from "../../policies/loadJudgedSpec.ts";
import { readOrgFacts } from "../../providers/genesys/orgFacts.ts";
import { Session } from "../../providers/genesys/session.ts";
import { Failure } from "../failure.ts";
import { type LiveResource, liveResources } from "./liveResources.ts";
import { type Marked, markedResources } from "./markedResources.ts";
import { asFailure, type InvalidDeployed } from "./openDeployed.ts";
import { readProjectSettings } from "./projectSettings.ts";
import type { SpecSource } from "./source.ts";
import { termsOf } from "./specs.ts";
import { readStackConfig } from "./stackConfig.ts";

export interface OpenOrg {
  /** The file of the spec, as the source has it. */
  readonly file: string;
  readonly marked: Marked;
  readonly live: readonly LiveResource[];
  /** Absent where the source has no such spec. */
  readonly head: Planned | undefined;
  /** The spec that the org was deployed from; absent where nobody names it, or it is not valid. */
  readonly before: LoadedSpec | undefined;
  readonly beforePlan: DesiredAccess | undefined;
  /** The terms of base and head; absent where nobody names a base. */
  readonly terms: ComparedTerms | undefined;
  /** The state of the head's selectors in the org, in sentences. */
  readonly selectorNotes: readonly string[];
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
    const org = loaded && (await factsFor(session, loaded.spec));
    const planned = loaded && org && plan(loaded.spec, org);
    if (planned?.ok === false) return { file, problems: planned.problems };
    const earlier = before && plan(before, await factsFor(session, before));
    // With a head the credentials are of its org; without one nobody has compared them with anything yet.
    if (!loaded && earlier?.ok === false && earlier.problems.some(({ code }) => code === WRONG_ORGANIZATION))
      return { file, problems: earlier.problems };
    const beforePlan = earlier?.ok ? earlier.desired : undefined;
    const head = loaded && planned && { spec: loaded.spec, desired: planned.desired };
    const plans = [beforePlan, head?.desired].filter((one) => one !== undefined);
    const marked = await markedResources(session, { project, stack }, plans, beforePlan);
    const live = [...(await liveResources(session, marked)).values()];
    const terms = baseSpec && termsOf(stack, baseSpec, before, source, head?.spec);
    const notes = loaded && org ? selectorNotes(loaded.spec, org.divisions) : [];
    return { file, marked, live, head, before, beforePlan, terms, selectorNotes: notes };
  } catch (error) {
    throw asFailure(error);
  }
}

function loadFrom(source: SpecSource, file: string) {
  return source.has(file) ? loadJudgedSpec(file, (name, first) => source.readText(name, first)) : undefined;
}

async function factsFor(session: Session, spec: LoadedSpec) {
  return readOrgFacts(session.client, ownOrgNeeds(spec.value));
}
