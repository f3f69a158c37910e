/** What a reading of the audit has so far: entries by id within bounds, and the sentences about what is missing. */
import type { AuditEvent } from "../../../access/drift/auditEvent.ts";
import { MOST_ROWS_OF_A_LISTING } from "../../../token/bounds.ts";
import { eventOf } from "./wire.ts";

/** Characters of all texts that are kept: entries of a year of a busy org are a tenth of it. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

/** There is more than is kept: nothing further is asked. */
export class Full extends Error {}

export class Gathered {
  readonly #from: number;
  readonly #to: number;
  readonly #events = new Map<string, AuditEvent>();
  readonly #missing = new Set<string>();
  #characters = 0;
  #notUnderstood = 0;

  constructor(from: number, to: number) {
    this.#from = from;
    this.#to = to;
  }

  /**
   * An entry of a time that nobody asked for is left out; of two with one id the first is kept.
   *
   * @throws Full
   */
  add(rows: readonly unknown[], service: string): void {
    for (const row of rows) {
      const event = eventOf(row, service);
      if (event === undefined) this.#notUnderstood += 1;
      else this.#keep(event);
    }
  }

  #keep(event: AuditEvent): void {
    const time = Date.parse(event.at);
    if (time < this.#from || time > this.#to || this.#events.has(event.id)) return;
    this.#characters += sizeOf(event);
    if (this.#events.size >= MOST_ROWS_OF_A_LISTING || this.#characters > MOST_CHARACTERS) throw new Full();
    this.#events.set(event.id, event);
  }

  lacks(sentence: string): void {
    this.#missing.add(sentence);
  }

  /** Oldest first; those of one moment as the org gave them. */
  events(): AuditEvent[] {
    return [...this.#events.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  }

  missing(): string[] {
    const unknown = this.#notUnderstood;
    const sentence = `${unknown === 1 ? "One entry" : `${unknown} entries`} of the org's audit could not be understood.`;
    return [...this.#missing, ...(unknown > 0 ? [sentence] : [])];
  }
}

function sizeOf({ entity, changes, remoteIp, action, entityType }: AuditEvent): number {
  const texts = changes.flatMap(({ property, before, after }) => [property, ...before, ...after]);
  return [entity.name ?? "", action, entityType, ...remoteIp, ...texts].reduce((sum, text) => sum + text.length, 0);
}
