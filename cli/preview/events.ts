/** What the engine tells during a preview, as far as access is concerned. */
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import type { ResourceInputs } from "../../access/effective/fromResources.ts";
import { RESOURCE_TYPES } from "../../access/resourceTypes.ts";

type Resources = Map<string, ResourceInputs>;
type StepMetadata = NonNullable<EngineEvent["resourcePreEvent"]>["metadata"];

export interface PolicyMessage {
  readonly policy: string;
  readonly mandatory: boolean;
  readonly message: string;
}

const OUR_TYPES: ReadonlySet<string> = new Set(Object.values(RESOURCE_TYPES));

/**
 * Collects events. Only errors are kept of what the engine says: its debug messages repeat outputs, client secrets among them, in clear.
 */
export class PreviewEvents {
  /** New inputs by URN. */
  readonly head: Resources = new Map();
  readonly deleted = new Set<string>();
  /** What a refresh found, by URN; undefined where the org has no such thing any more. */
  readonly live = new Map<string, ResourceInputs | undefined>();
  readonly errors: string[] = [];
  readonly policies: PolicyMessage[] = [];
  /** Steps of the preview itself, for a person who waits. */
  steps = 0;
  #project = "";
  #specs: ReadonlyMap<string, string> = new Map();

  add(event: EngineEvent): void {
    const { preludeEvent, resourcePreEvent, resOutputsEvent, policyEvent, diagnosticEvent } = event;
    if (preludeEvent) this.#specs = specKeys(preludeEvent.config);
    if (resourcePreEvent) this.#step(resourcePreEvent.metadata);
    if (resOutputsEvent) this.#refreshed(resOutputsEvent.metadata);
    if (policyEvent) {
      const { policyName, enforcementLevel, message } = policyEvent;
      this.policies.push({ policy: policyName, mandatory: enforcementLevel === "mandatory", message: plain(message) });
    }
    if (diagnosticEvent?.severity === "error") this.#error(plain(diagnosticEvent.message));
  }

  /** Value of the project's config key `spec`. */
  get specFile(): string | undefined {
    return this.#specs.get(`${this.#project}:spec`);
  }

  #step({ op, urn, type, new: after }: StepMetadata): void {
    // urn:pulumi:<stack>::<project>::<type>::<name>; the stack itself is a resource, and comes first.
    this.#project = urn.split("::")[1] ?? "";
    if (op === "refresh" || !OUR_TYPES.has(type)) return;
    this.steps += 1;
    if (op === "delete") this.deleted.add(urn);
    else if (after?.inputs) this.head.set(urn, { type, inputs: after.inputs });
  }

  #refreshed({ op, urn, type, new: after }: StepMetadata): void {
    if (op === "refresh" && OUR_TYPES.has(type))
      this.live.set(urn, after?.inputs ? { type, inputs: after.inputs } : undefined);
  }

  #error(message: string): void {
    // The engine ends every failed preview with this; it says nothing more.
    if (message !== "" && message !== "preview failed" && !this.errors.includes(message)) this.errors.push(message);
  }
}

/** Keys are `project:key`; nothing else of the config is kept. */
function specKeys(config: Readonly<Record<string, string>> | undefined): ReadonlyMap<string, string> {
  return new Map(Object.entries(config ?? {}).filter(([key]) => key.endsWith(":spec")));
}

/** Without the engine's colour marks, `<{%fg 1%}>`. */
function plain(message: string): string {
  return message.replace(/<\{%.*?%\}>/g, "").trim();
}
