/** What a reading has read already: an interruption loses only what was on its way. */

export interface ReadingMemory {
  /** What `keep` was given for the key, in this run or an interrupted one; undefined where there is nothing. Read it as untrusted. */
  recall(key: string): unknown;
  keep(key: string, value: unknown): void;
}

/** For a reading that begins anew, and is not gone on with. */
export const NO_MEMORY: ReadingMemory = { recall: () => undefined, keep: () => undefined };
