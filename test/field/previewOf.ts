/** The report of a preview from the events of an engine, without one. */
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { CATALOGUE_DATE } from "../../access/catalogue/date.ts";
import { RESOURCES } from "../../access/resources/index.ts";
import { comparePreview } from "../../toolkit/compare/comparePreview.ts";
import type { PreviewModel } from "../../toolkit/preview/render.ts";
import { PreviewEvents } from "../../toolkit/pulumi/events.ts";
import { TOOL } from "../../toolkit/tool.ts";

const type = RESOURCES.role.token;
const urn = (key: string) => `urn:pulumi:prod::access::${type}::${key}`;
const inputs = (roleKey: string) => ({ roleKey, name: roleKey, permissions: [], conditional: [], access: "read-only" });
/** A state with roles of these keys. */
export const deployed = (...keys: string[]) => ({
  unfinished: 0,
  resources: new Map(keys.map((key) => [urn(key), { type, inputs: inputs(key) }])),
});

export function event(kind: "resourcePreEvent" | "resOutputsEvent", op: string, key: string): EngineEvent {
  const state = { type, urn: urn(key), inputs: inputs(key), outputs: {}, id: "", parent: "", provider: "" };
  return {
    sequence: 0,
    timestamp: 0,
    [kind]: { metadata: { op, urn: urn(key), type, provider: "", new: state } },
  } as never;
}
export const same = (key: string) => event("resourcePreEvent", "same", key);
export const refreshed = (key: string) => event("resOutputsEvent", "refresh", key);

export function modelOf(
  state: ReturnType<typeof deployed>,
  events: readonly EngineEvent[],
  failed = false,
): PreviewModel {
  const seen = new PreviewEvents();
  for (const one of events) seen.add(one);
  const status = failed ? ({ state: "failed", errors: ["x"] } as const) : ({ state: "ok", errors: [] } as const);
  const {
    diff,
    drift,
    driftLookedFor,
    lacks,
    status: preview,
  } = comparePreview("prod", state, { events: seen, status }, {});
  return {
    diff,
    ...(drift && { drift }),
    driftLookedFor,
    lacks,
    preview,
    findings: [],
    violations: [],
    gate: { refusals: [], approved: false },
    occasion: { baseCommit: null, today: "2026-11-29" },
    catalogueDate: CATALOGUE_DATE,
    tool: TOOL,
  };
}
