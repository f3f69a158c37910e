/** The events of the engine during a preview, as far as access is concerned. */
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { SELECTOR_NOTES } from "../../access/plan/lockedSelectors.ts";
import { ORG_NOTES } from "../../access/preflight/finding.ts";
import { UPDATE_REFUSED } from "../../access/preflight/updateRefused.ts";
import { grantInOrg } from "../../access/resources/grant.ts";
import { resourceKind } from "../../access/resources/index.ts";
import type { ResourceInputs } from "../../access/resources/resourceType.ts";
import { FOUND, LEFT_ALONE } from "../../access/resources/texts.ts";
import { withoutCredentials } from "./urlCredentials.ts";

type Resources = Map<string, ResourceInputs>;
type StepMetadata = NonNullable<EngineEvent["resourcePreEvent"]>["metadata"];

export interface PolicyMessage {
  readonly policy: string;
  readonly mandatory: boolean;
  readonly message: string;
}

export type ChangeKind = "create" | "update" | "replace" | "delete";

/** The engine ends every failed run with one of these; they say nothing more. */
const LAST_WORDS: readonly string[] = ["preview failed", "update failed"];

/** Steps that keep the object's identity. */
const KEEPING_STEPS: readonly string[] = ["same", "update"];

/**
 * Collects events. Only errors, and notes about selectors, the org, the deployer and what others gave, are kept of what the engine says: its debug messages repeat outputs, client secrets among them, in clear.
 */
export class PreviewEvents {
  /** New inputs by URN. */
  readonly head: Resources = new Map();
  readonly deleted = new Set<string>();
  /** The resources as a refresh found them, by URN; undefined where the org has no such thing any more. */
  readonly live = new Map<string, ResourceInputs | undefined>();
  readonly errors: string[] = [];
  /** The program's words about divisions that match a selector, one line each. */
  readonly selectorNotes: string[] = [];
  /** The program's words about an org that is not as the spec expects it, one line each. */
  readonly orgNotes: string[] = [];
  /** The program's words about what the deployer lacks for the update, one line each; a preview passes all the same. */
  readonly lacks: string[] = [];
  /** The words of provider and program about what the org has beside the stack and what creates will find in it, one line each. */
  readonly besideNotes: string[] = [];
  readonly policies: PolicyMessage[] = [];
  /** Resources that would change, or have changed, by what happens to them. */
  readonly changes: Record<ChangeKind, number> = { create: 0, update: 0, replace: 0, delete: 0 };
  /** Steps of the preview itself, for a person who waits. */
  steps = 0;

  add(event: EngineEvent): void {
    const { resourcePreEvent, resOutputsEvent, policyEvent, diagnosticEvent } = event;
    if (resourcePreEvent) this.#step(resourcePreEvent.metadata);
    if (resOutputsEvent) this.#refreshed(resOutputsEvent.metadata);
    if (resOutputsEvent) this.#changed(resOutputsEvent.metadata);
    if (policyEvent) {
      const { policyName, enforcementLevel, message } = policyEvent;
      this.policies.push({ policy: policyName, mandatory: enforcementLevel === "mandatory", message: plain(message) });
    }
    if (diagnosticEvent?.severity === "info") this.#info(plain(diagnosticEvent.message));
    if (diagnosticEvent?.severity === "warning") this.#warning(plain(diagnosticEvent.message));
    if (diagnosticEvent?.severity === "error") this.#error(withoutCredentials(plain(diagnosticEvent.message)));
  }

  #step({ op, urn, type, new: after, old: before }: StepMetadata): void {
    if (op === "refresh" || resourceKind(type) === undefined) return;
    this.steps += 1;
    if (op === "delete") this.deleted.add(urn);
    else if (after?.inputs) {
      const dateCreated: unknown = KEEPING_STEPS.includes(op) ? before?.outputs?.["dateCreated"] : undefined;
      this.head.set(urn, { type, inputs: after.inputs, ...(typeof dateCreated === "string" && { dateCreated }) });
    }
  }

  #refreshed({ op, urn, type, new: after }: StepMetadata): void {
    if (op === "refresh" && resourceKind(type) !== undefined)
      this.live.set(urn, after?.inputs ? { type, inputs: grantInOrg(after.inputs) } : undefined);
  }

  #changed({ op, type }: StepMetadata): void {
    if (resourceKind(type) !== undefined && op in this.changes) this.changes[op as ChangeKind] += 1;
  }

  #info(message: string): void {
    const isNote = (line: string) => line.includes(LEFT_ALONE) || line.startsWith(FOUND);
    const lines = message.split("\n").filter(isNote);
    this.besideNotes.push(...lines.filter((line) => !this.besideNotes.includes(line)));
  }

  #warning(message: string): void {
    const [head, ...lines] = message.split("\n");
    const notes = new Map([
      [SELECTOR_NOTES, this.selectorNotes],
      [ORG_NOTES, this.orgNotes],
      [UPDATE_REFUSED, this.lacks],
    ]).get(head ?? "");
    notes?.push(...lines.filter((line) => line !== "" && !notes.includes(line)));
  }

  #error(message: string): void {
    if (message !== "" && !LAST_WORDS.includes(message) && !this.errors.includes(message)) this.errors.push(message);
  }
}

/** Without the engine's colour marks, `<{%fg 1%}>`. */
function plain(message: string): string {
  return message.replace(/<\{%.*?%\}>/g, "").trim();
}
