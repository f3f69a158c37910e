/** Deployed state and preview -> who gains and loses what. */
import type { AccessDiff } from "../../access/diff/model.ts";
import type { PreviewStatus } from "../../access/report/comment/index.ts";
import type { ResourceInputs } from "../../access/resources/resourceType.ts";
import { type Deployed, unfinishedNote } from "../open/deployed.ts";
import type { Specs } from "../open/specs.ts";
import type { PreviewRun } from "../pulumi/runPreview.ts";
import { compareWithDeployed } from "./compareResources.ts";

export interface ComparedPreview {
  /** The difference between the org (or its state) and the preview, with the verdict that it has if nothing is missing. */
  readonly seen: AccessDiff;
  /** The same; the verdict is never better than unknown where something may be missing. */
  readonly diff: AccessDiff;
  readonly drift?: AccessDiff;
  /** The org was asked what changed in it since the last update, or nothing is deployed that could have changed. */
  readonly driftLookedFor: boolean;
  /** What the deployer lacks: the update with these credentials would be refused, although the preview passes. */
  readonly lacks: readonly string[];
  readonly status: PreviewStatus;
  /** The resources of the stack after the update, as far as the preview knows them. */
  readonly head: readonly ResourceInputs[];
}

type Resources = ReadonlyMap<string, ResourceInputs>;

export function comparePreview(
  stack: string,
  deployed: Pick<Deployed, "unfinished"> & { readonly resources: Resources },
  { events, status }: PreviewRun,
  specs: Specs,
): ComparedPreview {
  const live = afterRefresh(deployed.resources, events.live);
  const missing = [...live.keys()].filter((urn) => !events.head.has(urn) && !events.deleted.has(urn));
  const head = new Map([...[...live].filter(([urn]) => missing.includes(urn)), ...events.head]);
  const { diff: seen, drift } = compareWithDeployed({
    stack,
    state: [...deployed.resources.values()],
    live: [...live.values()],
    head: [...head.values()],
    specs,
    context: {
      notCovered: [
        ...notes(deployed, missing.length),
        ...events.selectorNotes,
        ...events.orgNotes,
        ...events.besideNotes,
      ],
    },
  });
  const driftLookedFor = isLookedFor(deployed.resources, events.live, status.state);
  const inFull = status.state !== "failed" && missing.length === 0;
  return {
    seen,
    diff: { ...seen, verdict: inFull || seen.counts.gained > 0 ? seen.verdict : "unknown" },
    ...(driftLookedFor && drift && { drift }),
    driftLookedFor,
    lacks: events.lacks,
    status: { ...status, missing: missing.length },
    head: [...head.values()],
  };
}

/** By what the engine did, not by what it was asked for: a project may refresh always, and a refresh may fail half-way. */
function isLookedFor(state: Resources, live: PreviewRun["events"]["live"], outcome: PreviewStatus["state"]): boolean {
  return state.size === 0 ? outcome !== "failed" : [...state.keys()].every((urn) => live.has(urn));
}

/** The resources of the state, corrected by the refresh: with the inputs that it found, and without those that are gone. */
function afterRefresh(state: Resources, live: PreviewRun["events"]["live"]): Resources {
  return new Map(
    [...state].flatMap(([urn, resource]): [string, ResourceInputs][] => {
      const found = live.has(urn) ? live.get(urn) : resource;
      return found ? [[urn, found]] : [];
    }),
  );
}

function notes(deployed: Pick<Deployed, "unfinished">, missing: number): string[] {
  return [
    ...(missing > 0 ? ["Deployed resources that the preview told nothing about: they are taken as they are."] : []),
    ...unfinishedNote(deployed),
  ];
}
