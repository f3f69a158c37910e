/** What a window does not show. */
import type { Window } from "./model.ts";

export function seasonNote({ days, from, to }: Window): string[] {
  if (days >= 365) return [];
  const seldom = days < 92 ? "once a quarter or once a year" : "once a year";
  return [
    `${days} days, ${from} to ${to}, do not show what runs ${seldom}: name it under \`keep:\` of the role, or take a longer --window.`,
  ];
}
