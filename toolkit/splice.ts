/**
 * Edits of a YAML file that somebody wrote: the document is parsed for the places and never printed, so that comments, order, quotes and line ends stay
 * as they are.
 */
import { type parseDocument, visit } from "yaml";

/** The new text of a file, or why its form allows no edit: one clause without a full stop. */
export type Edit = { readonly text: string } | { readonly fault: string };

/** One replacement: `text` in place of the characters from `start` to `end`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A node of a parsed file knows where it stands: start, end of the value, end with what follows it. */
export interface Ranged {
  readonly range?: [number, number, number] | null;
  readonly anchor?: string;
}

/** @param splices none of which touches another */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const fromTheEnd = [...splices].sort((a, b) => b.start - a.start);
  return fromTheEnd.reduce((edited, { start, end, text: by }) => edited.slice(0, start) + by + edited.slice(end), text);
}

export function startOf(node: unknown): number {
  return (node as Ranged | null | undefined)?.range?.[0] ?? 0;
}

/** An anchor of one of the nodes that something refers to: an edit would also reach whoever does. */
export function usedAnchor(document: ReturnType<typeof parseDocument>, nodes: readonly unknown[]): string | undefined {
  const used = new Set<string>();
  visit(document, { Alias: (_, { source }) => void used.add(source) });
  return nodes.map((node) => (node as Ranged | undefined)?.anchor).find((anchor) => anchor && used.has(anchor));
}
