/** Two sets of resources of one stack -> who gains and loses what between them. */
import { diffAccess } from "../../access/diff/diffAccess.ts";
import type { AccessDiff, DiffContext } from "../../access/diff/model.ts";
import { effectiveAccess } from "../../access/effective/effectiveAccess.ts";
import { divisionLabels } from "../../access/effective/fromResources.labels.ts";
import { desiredFromResources } from "../../access/effective/fromResources.ts";
import type { EffectiveAccess } from "../../access/effective/model.ts";
import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import type { ResourceInputs } from "../../access/resources/resourceType.ts";

export interface Specs {
  /** The spec of the working tree; absent where it does not load. */
  readonly head?: LoadedSpec;
  /** The spec that the deployed state came from, where somebody names it. */
  readonly base?: LoadedSpec;
}

type Resources = readonly ResourceInputs[];

/** Access is read from the resources alone; the specs only give names, places and causes. */
export function compareResources(
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
  return diffAccess(withSource(base, specs.base), withSource(head, specs.head), context);
}

/** What the org holds instead of what the state says. */
export function compareDrift(stack: string, state: Resources, live: Resources, specs: Specs): AccessDiff {
  const [base, head] = sides(stack, state, live, specs);
  return diffAccess(base, head, { between: "drift" });
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
