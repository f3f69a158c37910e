/** A part of the time that is asked about. */

export const DAY_MS = 86_400_000;

/** Milliseconds since 1970; both ends are inside. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** For the API: its end is not inside. */
export function intervalOf({ from, to }: Period): string {
  return `${new Date(from).toISOString()}/${new Date(to + 1).toISOString()}`;
}

/** Pieces of at most so many milliseconds, oldest first; none of an empty period. */
export function piecesOf({ from, to }: Period, most: number): Period[] {
  const count = Math.max(0, Math.ceil((to - from + 1) / most));
  return Array.from({ length: count }, (_, index) => ({
    from: from + index * most,
    to: Math.min(from + (index + 1) * most - 1, to),
  }));
}

/** `2026-06-01 08:00 to 2026-06-02 08:00 UTC` */
export function wordsOf({ from, to }: Period): string {
  const minute = (time: number) => new Date(time).toISOString().slice(0, 16).replace("T", " ");
  return `${minute(from)} to ${minute(to)} UTC`;
}
