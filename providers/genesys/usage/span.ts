/** Whole days that one question is about, and what it gave. */
import type { UsageRow } from "../../../access/usage/model.ts";
import { printDay } from "../../../access/values/day.ts";

const DAY_MS = 86_400_000;

/** Numbers of days since 1970; the last one is in it. */
export class Span {
  readonly first: number;
  readonly last: number;

  constructor(first: number, last: number) {
    this.first = first;
    this.last = last;
  }

  get days(): { readonly from: string; readonly to: string } {
    return { from: dayText(this.first), to: dayText(this.last) };
  }

  /** For the API: the end is not inside. */
  get interval(): string {
    return `${dayText(this.first)}T00:00:00.000Z/${dayText(this.last + 1)}T00:00:00.000Z`;
  }

  get length(): number {
    return this.last - this.first + 1;
  }

  /** Pieces of at most so many days, oldest first. */
  pieces(most: number): Span[] {
    const count = Math.ceil(this.length / most);
    return Array.from(
      { length: count },
      (_, index) => new Span(this.first + index * most, Math.min(this.first + (index + 1) * most - 1, this.last)),
    );
  }
}

export function dayText(day: number): string {
  return printDay(new Date(day * DAY_MS));
}

export interface Counted {
  readonly path: string;
  readonly execution: string;
  readonly users: boolean;
  readonly rows: readonly UsageRow[];
}
