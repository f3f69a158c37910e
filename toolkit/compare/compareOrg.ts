/**
 * One stack as the org has it now, against its spec, without a Pulumi state: whoever runs this needs a client of Genesys Cloud that can read, no
 * backend and no passphrase, and can print no secret of a client. Read-only.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { toResources } from "../../access/effective/toResources.ts";
import { type LoadedSpec, loadSpec } from "../../access/language/loadSpec.ts";
import type { DesiredAccess } from "../../access/plan/desired.ts";
import { orgNeeds } from "../../access/plan/orgNeeds.ts";
import { plan } from "../../access/plan/plan.ts";
import { RULES } from "../../policies/rules/index.ts";
import { settingProblems } from "../../policies/settings.ts";
import { readOrgFacts } from "../../providers/genesys/orgFacts.ts";
import { Session } from "../../providers/genesys/session.ts";
import { Failure } from "../failure.ts";
import { liveResources } from "../open/liveResources.ts";
import { type Marked, markedResources } from "../open/markedResources.ts";
import type { SpecSource } from "../open/source.ts";
import { targetOf } from "../open/target.ts";
import { driftCauses, knownCauses } from "./causes.ts";
import { asFailure } from "./compareDeployed.ts";
import { compareDrift, compareResources } from "./compareResources.ts";
import type { ComparedStack, InvalidHead } from "./compareStack.ts";

/** @param baseSpec where the specs are that the org was deployed from */
export async function compareOrg(
  stack: string,
  head: SpecSource,
  baseSpec: SpecSource | undefined,
  cwd: string,
): Promise<ComparedStack | InvalidHead> {
  // The settings of this folder, never of the head's: a gateway that a change names would get the credentials.
  const target = targetOf(stack, cwd, process.env);
  const file = head.onlyFile ?? (/\.ya?ml$/.test(target.spec) ? target.spec : `stacks/${target.spec}.yaml`);
  const pair = { stack, baseFile: file, headFile: file };
  const loaded = loadFrom(head, file);
  if (loaded?.ok === false) return { ...pair, problems: loaded.problems };
  const spec = loaded?.spec;
  const base = baseSpec && loadFrom(baseSpec, file);
  const before = base?.ok ? base.spec : undefined;
  if (!spec && !before)
    throw new Failure(`There is no ${file} in ${head.label}. Name a stack that is there with --stack.`);
  try {
    const session = new Session(await target.connection());
    const planned = spec && (await planFor(session, spec));
    if (planned?.ok === false) return { ...pair, problems: planned.problems };
    const desired = planned?.desired;
    const earlier = before && (await planFor(session, before));
    const beforePlan = earlier?.ok ? earlier.desired : undefined;
    const plans = [beforePlan, desired].filter((one) => one !== undefined);
    const marked = await markedResources(session, { project: projectName(cwd), stack }, plans);
    const live = [...(await liveResources(session, marked)).values()];
    const specs = { ...(spec && { head: spec }), ...(before && { base: before }) };
    const notCovered = notes({ marked, desired, beforePlan, file, head });
    const after = desired ? toResources(desired) : [];
    const diff = knownCauses(compareResources(stack, live, after, specs, { notCovered }), specs);
    const drift = beforePlan && compareDrift(stack, toResources(beforePlan), live, specs);
    return {
      ...pair,
      diff: drift ? driftCauses(diff, drift) : diff,
      ...(spec && desired && { planned: { spec, desired } }),
    };
  } catch (error) {
    throw asFailure(error);
  }
}

function loadFrom(source: SpecSource, file: string) {
  if (!source.has(file)) return undefined;
  const loaded = loadSpec(file, (name) => source.readText(name));
  if (!loaded.ok) return loaded;
  const problems = settingProblems(RULES, loaded.spec.value.policies, loaded.spec);
  return problems.length > 0 ? ({ ok: false, problems } as const) : loaded;
}

async function planFor(session: Session, spec: LoadedSpec) {
  return plan(spec, await readOrgFacts(session.client, orgNeeds(spec.value)));
}

/** Markers begin with the name of the project. */
function projectName(cwd: string): string {
  try {
    return z.object({ name: z.string() }).parse(parse(readFileSync(join(cwd, "Pulumi.yaml"), "utf8"))).name;
  } catch {
    throw new Failure("--base org: there is no Pulumi.yaml with a name here. Run this in the project's folder.");
  }
}

interface Seen {
  readonly marked: Marked;
  readonly desired: DesiredAccess | undefined;
  readonly beforePlan: DesiredAccess | undefined;
  readonly file: string;
  readonly head: SpecSource;
}

function notes({ marked, desired, beforePlan, file, head }: Seen): string[] {
  return [
    "What the state of the stack says: it was not read. What the stack made was found by the markers in the descriptions; an object that lost its marker counts as not there.",
    beforePlan
      ? `Roles that older versions of ${file} gave to users, groups and existing clients: only those of the compared specs were looked for.`
      : "Roles that the spec gave to users, groups and existing clients and no longer names: without a state, and without a valid --base-spec, nobody knows of them.",
    ...(beforePlan
      ? [
          "Whether the base of the specs is deployed: what the org does not hold of it yet counts as changed in the org.",
        ]
      : []),
    ...(desired
      ? []
      : [
          `What still holds: there is no ${file} in ${head.label}, so all access counts as lost; it ends with \`pulumi destroy\`.`,
        ]),
    ...marked.copied.map(
      (marker) => `A second object in the org with the marker [${marker}]: only one of them was compared.`,
    ),
  ];
}
