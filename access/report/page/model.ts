/**
 * A page about access, whatever it is about: a register, an audit, a difference. Subjects hold blocks; a block is some items in some places for
 * one reason. An atom of the page is one item in one place. Texts are as they were read: the renderer makes them harmless.
 */

/** Ranks cells, the worst first; each has its first letter beside its colour. */
export const PAGE_RISKS = ["critical", "high", "medium", "low", "info"] as const;
export type PageRisk = (typeof PAGE_RISKS)[number];

export interface PageModel {
  readonly title: string;
  /** One sentence of what the page is. */
  readonly lead: string;
  /** What stands at the head: the org, the time of the reading, the digest. */
  readonly facts: readonly PageFact[];
  /** Whole sentences that nobody may overlook: what could not be read. */
  readonly warnings: readonly string[];
  readonly words: PageWords;
  /** Which blocks each choice shows; the first one is chosen at first. Without any, all are shown. */
  readonly views?: readonly PageView[];
  readonly subjects: readonly PageSubject[];
  readonly blocks: readonly PageBlock[];
  readonly tables: readonly PageTable[];
  /** Whole sentences about what the page cannot tell. */
  readonly notes: readonly string[];
}

/** Names of what the page is about, in the singular. */
export interface PageWords {
  /** Of the parts of an item's path, the widest first: domain, entity, action. */
  readonly parts: readonly [string, ...string[]];
  /** One item in one place: `atom`. */
  readonly atom: string;
  /** A place in which an item holds: `division`; absent where there are none. */
  readonly place?: string;
  /** The place that stands for all others. */
  readonly everywhere?: string;
  /** Where a reader finds everything when the page has summaries only. */
  readonly complete: string;
}

export interface PageFact {
  readonly label: string;
  readonly value: string;
}

export interface PageView {
  readonly name: string;
  readonly changes: readonly string[];
}

export interface PageSubject {
  readonly kind: string;
  readonly name: string;
  readonly id?: string;
  readonly owner?: string;
  readonly grantType?: string;
  /** Last day of an exception for it. */
  readonly waived?: string;
  /** Day on which it changed last, as far as anybody knows. */
  readonly since?: string;
  readonly facts: readonly PageFact[];
}

export interface PageBlock {
  /** Index into the subjects. */
  readonly subject: number;
  /** Names; empty where places mean nothing. */
  readonly places: readonly string[];
  readonly items: readonly PageItem[];
  /** The path: role, line of the YAML, condition, cause. */
  readonly facts: readonly PageFact[];
  /** `gained`, `lost`, `new`: of a page that compares. */
  readonly change?: string;
  /** Last day of the exception that covers it. */
  readonly waived?: string;
  /** Day on which it began or changed. */
  readonly since?: string;
}

export interface PageItem {
  /** `domain:entity:action`: as many parts as the words have, or fewer. */
  readonly path: readonly string[];
  readonly level: string;
  readonly risk: PageRisk;
}

export interface PageTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Atoms of a block. */
export function atomsOf({ places, items }: Pick<PageBlock, "places" | "items">): number {
  return Math.max(1, places.length) * items.length;
}
