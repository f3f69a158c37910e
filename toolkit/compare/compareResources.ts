/** The comparison of what a stack consists of with what it is to consist of: the state, the org, a plan and a preview are sources of its sides. */
import { backFilledPermissions } from "../../access/catalogue/backFills.ts";
import { diffAccess } from "../../access/diff/diffAccess.ts";
import type { AccessDiff, DiffContext } from "../../access/diff/model.ts";
import { effectiveAccess } from "../../access/effective/effectiveAccess.ts";
import { divisionLabels } from "../../access/effective/fromResources.labels.ts";
import { desiredFromResources } from "../../access/effective/fromResources.ts";
import type { EffectiveAccess } from "../../access/effective/model.ts";
import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import type { ResourceInputs } from "../../access/resources/resourceType.ts";
import type { ComparedTerms, Term } from "../../access/terms/model.ts";
import { HELD_BY_RESOURCES, resourceTerms } from "../../access/terms/resourceTerms.ts";
import type { YamlPath } from "../../access/values/yamlPath.ts";
import { NOT_RECORDED } from "../open/recordedTerms.ts";
import type { Specs } from "../open/specs.ts";
import { driftCauses, knownCauses, takenOver } from "./causes.ts";
import { divisionSwaps } from "./divisionSwaps.ts";
import { keptGrants } from "./keptGrants.ts";
import { withComparablePins, withPinsOf } from "./pinnedRoles.ts";

type Resources = readonly ResourceInputs[];

export interface DeployedSides {
  readonly stack: string;
  /** The stack as its last update left it. */
  readonly state: Resources;
  /** The stack as the org has it now; absent where nobody asked the org. */
  readonly live?: Resources;
  /** The stack as it is to be. */
  readonly head: Resources;
  readonly specs: Specs;
  readonly context: DiffContext;
}

export interface ComparedResources {
  readonly diff: AccessDiff;
  /** Changes in the org since the last update, made by somebody else; only where the org was asked. */
  readonly drift?: AccessDiff;
  /** The access of both sides; worked out when somebody asks. */
  readonly sides: () => readonly [base: EffectiveAccess, head: EffectiveAccess];
}

/** The access that every subject gains and loses by an update. A change that only undoes an edit by hand in the org has the cause `drift`. */
export function compareWithDeployed({ stack, state, live, head, specs, context }: DeployedSides): ComparedResources {
  const approved = live ? withPinsOf(live, state) : state;
  const kept = keptGrants(state, approved, head);
  const whole = [...head, ...kept.resources];
  const [base, now] = [withComparablePins(approved, whole), withComparablePins(whole, approved)];
  const notCovered = [...(context.notCovered ?? []), ...kept.notes, ...divisionSwaps(approved, head)];
  const compared = knownCauses(compareResources(stack, base, now, specs, { ...context, notCovered }), specs);
  // What an existing role permits now and did not when it was approved: no edit of the YAML explains it.
  const diff = takenOver(compared, compareDrift(stack, base, withPinsOf(base, now), specs));
  const between = () => sides(stack, base, now, specs);
  if (!live) return { diff, sides: between };
  const drift = compareDrift(stack, state, live, specs);
  return { diff: driftCauses(diff, drift), drift, sides: between };
}

/** Access is read from the resources alone; the specs only give names, places and causes. */
function compareResources(
  stack: string,
  before: Resources,
  after: Resources,
  specs: Specs,
  context: DiffContext,
): AccessDiff {
  const [base, head] = sides(stack, before, after, specs);
  const withSource = (access: EffectiveAccess, source: LoadedSpec | undefined) => ({
    ...access,
    ...(source && { source }),
  });
  const { notes, ...known } = termsBetween(before, after, specs);
  const notCovered = [...(context.notCovered ?? []), ...notes];
  return diffAccess(withSource(base, specs.base), withSource(head, specs.head), { ...context, ...known, notCovered });
}

interface KnownTerms extends Pick<DiffContext, "terms" | "unknownTerms"> {
  /** What of them is not known, in sentences. */
  readonly notes: readonly string[];
}

/** A spec says more than resources do: where both specs are known, they are compared; otherwise what the state records of the deployed one. */
function termsBetween(before: Resources, after: Resources, { terms, recorded, head }: Specs): KnownTerms {
  if (terms) return { terms, notes: [] };
  const own = resourceSides(before, after);
  if (recorded && recorded !== NOT_RECORDED) return { terms: withResources(recorded, own), notes: [NO_PIPELINES] };
  const resources = { ...own, placeOf: (path: YamlPath) => head?.locate(path) };
  if (recorded === undefined) return { terms: resources, notes: [ONLY_RESOURCES] };
  return { terms: resources, unknownTerms: true, notes: [NO_RECORD] };
}

const UNTOLD = "Settings of rules, waivers, promises, deliveries, Pulumi's files and code";
const ONLY_RESOURCES = `${UNTOLD}: no org tells how they were. A base of specs does (\`--base <ref>\`, with \`diff --base org\` \`--base-spec\`).`;
const NO_RECORD = `${UNTOLD}: it is not known what was deployed, because the state has no record of them that can be read. The next update writes one; until then a base of specs tells (\`--base <ref>\`).`;
const NO_PIPELINES =
  "Pipelines and CODEOWNERS, and for a stack that was never updated Pulumi's files and code: no state tells how they were. A base of specs does (`--base <ref>`).";

/** What resources hold themselves is compared as they hold it: somebody may have changed it in the org. */
function withResources(recorded: ComparedTerms, own: ComparedTerms): ComparedTerms {
  const side = (name: "base" | "head"): Term[] => {
    const [written = [], held = []] = [recorded[name], own[name]];
    const places = new Map(written.map((term) => [identityOf(term), term]));
    return [
      ...written.filter(({ kind }) => !HELD_BY_RESOURCES.includes(kind)),
      ...held.map((term) => places.get(identityOf(term)) ?? term),
    ];
  };
  return { ...recorded, base: side("base"), head: side("head") };
}

function identityOf({ kind, owner, value }: Term): string {
  return JSON.stringify([kind, owner, value]);
}

function resourceSides(before: Resources, after: Resources): ComparedTerms {
  const [base, head] = [resourceTerms(before), resourceTerms(after)];
  return { base, head, isNew: (owner) => !base.some((term) => term.owner === owner) };
}

/** The drift: the difference between the state and the resources that the org holds. */
function compareDrift(stack: string, state: Resources, live: Resources, specs: Specs): AccessDiff {
  const [base, head] = sides(stack, state, live, specs);
  const terms = resourceSides(state, live);
  return diffAccess(base, head, { between: "drift", terms, backFilled: backFilledPermissions() });
}

function sides(stack: string, base: Resources, head: Resources, specs: Specs): [EffectiveAccess, EffectiveAccess] {
  const labels = divisionLabels({ base, head }, specs.head?.value);
  const access = (resources: Resources, side: "base" | "head") => {
    const organization = organizationOf(resources, specs.head) ?? organizationOf([...head, ...base], specs.head);
    const spec = specs[side]?.value;
    const context = { stack, organization: organization ?? { id: "", name: "" }, labels: labels[side] };
    return effectiveAccess(desiredFromResources(resources, { ...context, ...(spec && { spec }) }));
  };
  return [access(base, "base"), access(head, "head")];
}

/** Every resource names the org that it is for. */
function organizationOf(resources: Resources, spec: LoadedSpec | undefined) {
  const ids = resources.map(({ inputs }) => inputs["organization"]);
  const id = ids.find((value) => typeof value === "string");
  const { id: own, name = "" } = spec?.value.organization ?? {};
  if (typeof id === "string") return { id, name: id === own ? name : "" };
  return own === undefined ? undefined : { id: own, name };
}
