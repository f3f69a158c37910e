/** The judgement of one answer. */
import type { Unprovable, Verdict } from "./model.ts";

export interface Judgement {
  readonly verdict: Verdict;
  readonly reason?: Unprovable;
  readonly control?: string;
  readonly remark?: string;
  /** What came, in words. */
  readonly words?: string;
  /** Of rows or divisions. */
  readonly count?: number;
}

/** What shows that refusals are refusals: the client's own grants, which nothing but a valid token shows, before and after them. */
export interface Session {
  readonly stands: boolean;
  readonly words: string;
}

export function unprovable(reason: Unprovable, remark: string): Judgement {
  return { verdict: "not provable", reason, remark };
}

export function proved(words: string, more: Partial<Judgement> = {}): Judgement {
  return { verdict: "proved", words, ...more };
}

export function refuted(words: string, more: Partial<Judgement> = {}): Judgement {
  return { verdict: "refuted", words, ...more };
}

export function ambiguous(words: string, remark: string, more: Partial<Judgement> = {}): Judgement {
  return { verdict: "not provable", reason: "ambiguous answer", words, remark, ...more };
}

/** Names of an org in a sentence: the first of them. */
export function few(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).join(", ");
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
