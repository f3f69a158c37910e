/** Short ways to write the nodes of a Markdown tree. */
import type { BlockContent, Heading, List, ListItem, Paragraph, PhrasingContent, Strong, Table } from "mdast";
import { words } from "./code.ts";

type Inline = PhrasingContent | string;

export function inline(parts: readonly Inline[]): PhrasingContent[] {
  return parts.map((part) => (typeof part === "string" ? words(part) : part));
}

export function paragraph(...parts: readonly Inline[]): Paragraph {
  return { type: "paragraph", children: inline(parts) };
}

export function heading(depth: 3 | 4, ...parts: readonly Inline[]): Heading {
  return { type: "heading", depth, children: inline(parts) };
}

export function strong(text: string): Strong {
  return { type: "strong", children: [words(text)] };
}

/** Each item a paragraph; nothing at all for no items. */
export function bullets(items: readonly (readonly Inline[])[]): BlockContent[] {
  const children = items.map((item): ListItem => ({ type: "listItem", spread: false, children: [paragraph(...item)] }));
  return children.length === 0 ? [] : [{ type: "list", ordered: false, spread: false, children } satisfies List];
}

export function table(head: readonly string[], rows: readonly (readonly (readonly Inline[])[])[]): Table {
  const cells = (row: readonly (readonly Inline[])[]) => ({
    type: "tableRow" as const,
    children: row.map((cell) => ({ type: "tableCell" as const, children: inline(cell) })),
  });
  return { type: "table", children: [cells(head.map((text) => [text])), ...rows.map(cells)] };
}

/** Code spans with commas between them. */
export function commas(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  return nodes.flatMap((node, index) => (index === 0 ? [node] : [words(", "), node]));
}
