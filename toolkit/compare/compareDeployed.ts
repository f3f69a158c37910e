/** One stack as it is deployed, or as the org has it now, against its spec. Read-only, without `pulumi preview`. */

import type { AccessDiff } from "../../access/diff/model.ts";
import { toResources } from "../../access/effective/toResources.ts";
import { type LoadedSpec, loadSpec } from "../../access/language/loadSpec.ts";
import type { Problem } from "../../access/language/problem.ts";
import type { DesiredAccess } from "../../access/plan/desired.ts";
import { orgNeeds } from "../../access/plan/orgNeeds.ts";
import { type PlanResult, plan } from "../../access/plan/plan.ts";
import { planDeployed } from "../../access/plan/planDeployed.ts";
import { divisionsOf, RESOURCES } from "../../access/resources/index.ts";
import type { ResourceInputs } from "../../access/resources/resourceType.ts";
import { RULES } from "../../policies/rules/index.ts";
import { settingProblems } from "../../policies/settings.ts";
import { GenesysApiError } from "../../providers/genesys/apiError.ts";
import { ConnectionError } from "../../providers/genesys/connection.ts";
import { readOrgFacts } from "../../providers/genesys/orgFacts.ts";
import { Session } from "../../providers/genesys/session.ts";
import { ProviderError } from "../../providers/providerError.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { type Deployed, readDeployed, unfinishedNote } from "../open/deployed.ts";
import { liveResources } from "../open/liveResources.ts";
import type { SpecSource } from "../open/source.ts";
import { readStackConfig } from "../open/stackConfig.ts";
import type { PulumiCli } from "../pulumi/pulumiCli.ts";
import { driftCauses, knownCauses } from "./causes.ts";
import { compareDrift, compareResources } from "./compareResources.ts";
import type { ComparedStack, InvalidHead } from "./compareStack.ts";

/** Words that `--base` takes instead of a git ref, a folder or a file. */
export type DeployedBase = "deployed" | "live";

/** Throws a Failure where the stack or the org cannot be read. */
export async function compareDeployed(
  cli: PulumiCli,
  stack: string,
  base: DeployedBase,
  head: SpecSource,
  cwd: string,
): Promise<ComparedStack | InvalidHead> {
  const deployed = await readDeployed(cli, stack, cwd);
  const config = await readStackConfig(cli, stack, cwd);
  const file = head.onlyFile ?? config.specFile;
  const pair = { stack, baseFile: file, headFile: file };
  const loaded = head.has(file) ? loadSpec(file, (name) => head.readText(name)) : undefined;
  const problems = loaded === undefined ? [] : loaded.ok ? settingsOf(loaded.spec) : loaded.problems;
  if (problems.length > 0) return { ...pair, problems };
  const spec = loaded?.ok ? loaded.spec : undefined;
  try {
    // Without credentials the state alone can still be compared.
    const asksOrg = base === "live" || config.hasCredentials;
    const session = asksOrg ? new Session(await config.connection()) : undefined;
    const planned = spec && (await planOf(spec, session, deployed));
    if (planned?.ok === false) return { ...pair, problems: planned.problems };
    const live = base === "live" && session ? await liveResources(session, deployed) : undefined;
    const compared = { deployed, live, spec, desired: planned?.desired, offline: session === undefined };
    return { ...pair, ...differenceOf(stack, { ...compared, file: `${file} of ${head.label}` }) };
  } catch (error) {
    throw asFailure(error);
  }
}

function settingsOf(spec: LoadedSpec): Problem[] {
  return settingProblems(RULES, spec.value.policies, spec);
}

async function planOf(spec: LoadedSpec, session: Session | undefined, deployed: Deployed): Promise<PlanResult> {
  if (!session) return planDeployed(spec, existingDivisions(deployed));
  return plan(spec, await readOrgFacts(session.client, orgNeeds(spec.value)));
}

interface Compared {
  readonly deployed: Deployed;
  /** What the org holds; absent where only the state is asked. */
  readonly live: ReadonlyMap<string, ResourceInputs> | undefined;
  /** Absent where the head has no such spec. */
  readonly spec: LoadedSpec | undefined;
  readonly desired: DesiredAccess | undefined;
  readonly offline: boolean;
  /** The spec, for people. */
  readonly file: string;
}

function differenceOf(stack: string, compared: Compared): Pick<ComparedStack, "diff" | "drift" | "planned"> {
  const { deployed, live, spec, desired, offline } = compared;
  const state = [...deployed.resources.values()];
  const before = live ? [...live.values()] : state;
  const specs = spec ? { head: spec } : {};
  const doubtful = offline && spec ? selectedRoles(spec) : new Set<string>();
  const context = { notCovered: notes(compared, doubtful), ...(doubtful.size > 0 && { doubtfulRoles: doubtful }) };
  const diff = knownCauses(compareResources(stack, before, desired ? toResources(desired) : [], specs, context), specs);
  const planned = spec && desired && { spec, desired };
  if (!live) return { diff, ...(planned && { planned }) };
  const drift: AccessDiff = compareDrift(stack, state, before, specs);
  return { diff: driftCauses(diff, drift), drift, ...(planned && { planned }) };
}

function notes({ deployed, live, spec, offline, file }: Compared, doubtful: ReadonlySet<string>): string[] {
  const roles = [...doubtful].map((key) => JSON.stringify(key)).join(", ");
  return [
    ...(spec
      ? []
      : [`What still holds: there is no ${file}, so all access counts as lost; it ends with \`pulumi destroy\`.`]),
    ...(live ? [] : ["What somebody changed in the org since the last update: `--base live` looks for it."]),
    ...(doubtful.size > 0
      ? [
          `Divisions that selectors take besides the deployed ones (roles ${roles}): with the org's credentials they are read.`,
        ]
      : []),
    ...(offline ? ["Whether the org has what the spec names: without its credentials nobody was asked."] : []),
    ...unfinishedNote(deployed),
  ];
}

/** Keys of the roles that some grant gives in the divisions of a selector. */
function selectedRoles({ value: { clients, users, groups } }: LoadedSpec): ReadonlySet<string> {
  const subjects = [clients, users, groups].flatMap((section) => Object.values(section));
  const selected = subjects.flatMap(({ grants }) =>
    grants.flatMap(({ role, divisions }) => (typeof divisions === "object" && "match" in divisions ? [role] : [])),
  );
  return new Set(selected.sort());
}

/** Division key -> id, of all grants; without All-Divisions and what the stack makes itself. */
function existingDivisions({ resources }: Deployed): ReadonlyMap<string, string> {
  const all = [...resources.values()];
  const managed = new Set(all.flatMap(({ type, id }) => (type === RESOURCES.division.token ? [id] : [])));
  return new Map(all.flatMap(divisionsOf).filter(([, id]) => !managed.has(id)));
}

function asFailure(error: unknown): unknown {
  const told = [GenesysApiError, ConnectionError, ProviderError].some((kind) => error instanceof kind);
  return told ? new Failure((error as Error).message, EXIT.unreachable) : error;
}
