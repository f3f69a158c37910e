/** Deployed state and preview -> who gains and loses what. */
import { diffAccess } from "../../access/diff/diffAccess.ts";
import type { AccessDiff } from "../../access/diff/model.ts";
import { effectiveAccess } from "../../access/effective/effectiveAccess.ts";
import { divisionLabels } from "../../access/effective/fromResources.labels.ts";
import { desiredFromResources, type ResourceInputs } from "../../access/effective/fromResources.ts";
import type { EffectiveAccess } from "../../access/effective/model.ts";
import type { PreviewStatus } from "../../access/report/comment/index.ts";
import type { LoadedSpec } from "../../access/spec/loadSpec.ts";
import { knownCauses } from "./causes.ts";
import type { Deployed } from "./deployed.ts";
import type { PreviewRun } from "./runPreview.ts";

export interface Specs {
  /** The spec of the working tree; absent where it does not load. */
  readonly head?: LoadedSpec;
  /** The spec that the deployed state came from, where somebody names it. */
  readonly base?: LoadedSpec;
}

export interface ComparedPreview {
  /** What was seen, as if that were all. */
  readonly seen: AccessDiff;
  /** The same; the verdict is never better than unknown where something may be missing. */
  readonly diff: AccessDiff;
  readonly drift?: AccessDiff;
  readonly status: PreviewStatus;
  /** What the stack would consist of. */
  readonly head: readonly ResourceInputs[];
}

type Resources = ReadonlyMap<string, ResourceInputs>;

export function comparePreview(
  stack: string,
  deployed: Deployed,
  { events, status }: PreviewRun,
  specs: Specs,
  refresh: boolean,
): ComparedPreview {
  const live = afterRefresh(deployed.resources, events.live);
  const missing = [...live.keys()].filter((urn) => !events.head.has(urn) && !events.deleted.has(urn));
  const head = new Map([...[...live].filter(([urn]) => missing.includes(urn)), ...events.head]);
  const seen = knownCauses(compare(stack, live, head, specs, notes(deployed, missing.length)), specs);
  const inFull = status.state !== "failed" && missing.length === 0;
  return {
    seen,
    diff: { ...seen, verdict: inFull || seen.counts.gained > 0 ? seen.verdict : "unknown" },
    ...(refresh && { drift: compareDrift(stack, deployed.resources, live, specs) }),
    status: { ...status, missing: missing.length },
    head: [...head.values()],
  };
}

/** What a refresh found instead of what the state says. */
function afterRefresh(state: Resources, live: PreviewRun["events"]["live"]): Resources {
  return new Map(
    [...state].flatMap(([urn, resource]): [string, ResourceInputs][] => {
      const found = live.has(urn) ? live.get(urn) : resource;
      return found ? [[urn, found]] : [];
    }),
  );
}

function compare(stack: string, before: Resources, after: Resources, specs: Specs, notCovered: string[]): AccessDiff {
  const [base, head] = sides(stack, before, after, specs);
  const withSource = (access: EffectiveAccess, source: LoadedSpec | undefined) => ({
    ...access,
    ...(source && { source }),
  });
  return diffAccess(withSource(base, specs.base), withSource(head, specs.head), { notCovered });
}

function compareDrift(stack: string, state: Resources, live: Resources, specs: Specs): AccessDiff {
  const [base, head] = sides(stack, state, live, specs);
  return diffAccess(base, head, { between: "drift" });
}

/** Access is read from the resources alone; the specs only give names and places. */
function sides(stack: string, before: Resources, after: Resources, specs: Specs): [EffectiveAccess, EffectiveAccess] {
  const [base, head] = [[...before.values()], [...after.values()]];
  const labels = divisionLabels({ base, head }, specs.head?.value);
  const access = (resources: readonly ResourceInputs[], side: "base" | "head") => {
    const organization = organizationOf(resources, specs.head) ?? organizationOf([...head, ...base], specs.head);
    const spec = specs[side]?.value;
    const context = { stack, organization: organization ?? { id: "", name: "" }, labels: labels[side] };
    return effectiveAccess(desiredFromResources(resources, { ...context, ...(spec && { spec }) }));
  };
  return [access(base, "base"), access(head, "head")];
}

/** Every resource names the org that it is for. */
function organizationOf(resources: readonly ResourceInputs[], spec: LoadedSpec | undefined) {
  const ids = resources.map(({ inputs }) => inputs["organization"]);
  const id = ids.find((value) => typeof value === "string");
  const { id: own, name = "" } = spec?.value.organization ?? {};
  if (typeof id === "string") return { id, name: id === own ? name : "" };
  return own === undefined ? undefined : { id: own, name };
}

function notes({ unfinished }: Deployed, missing: number): string[] {
  return [
    ...(missing > 0 ? ["Deployed resources that the preview told nothing about: they are taken as they are."] : []),
    ...(unfinished > 0
      ? ["What an earlier update left unfinished (pending operations and deletions): run `pulumi refresh` first."]
      : []),
  ];
}
