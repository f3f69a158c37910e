/**
 * Markdown that somebody else's code wrote, with nothing in it but words, code, lists and tables. Links, pictures and HTML are shown as the
 * text that they were written as; people, issues and addresses in it are no references any more.
 */
import type { Nodes, Root, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown, gfmToMarkdown } from "mdast-util-gfm";
import { toMarkdown } from "mdast-util-to-markdown";
import { gfm } from "micromark-extension-gfm";
import { withoutReferences } from "./references.ts";

/** The kinds of nodes that our own reports consist of. */
const KEPT: ReadonlySet<Nodes["type"]> = new Set(
  "paragraph heading strong emphasis list listItem table tableRow tableCell blockquote code inlineCode text".split(
    " ",
  ) as Nodes["type"][],
);
/** The kinds of nodes that hold text rather than blocks. */
const INLINE: ReadonlySet<Nodes["type"]> = new Set(["paragraph", "heading", "strong", "emphasis", "tableCell"]);

export function harmless(markdown: string): string {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  return toMarkdown(cleaned(tree, markdown), {
    bullet: "-",
    fences: true,
    extensions: [gfmToMarkdown({ tablePipeAlign: false })],
    // A dollar sign would begin a formula, in which text is hidden, coloured and turned.
    unsafe: [{ character: "$", inConstruct: "phrasing" }],
  });
}

function cleaned<T extends Root | RootContent>(node: T, source: string): T {
  if (node.type === "text") return { ...node, value: withoutReferences(node.value) };
  // The word after the fence, and what follows it, is for highlighters only.
  if (node.type === "code") return { ...node, lang: null, meta: null };
  if (!("children" in node)) return node;
  const children = node.children.map((child) => (KEPT.has(child.type) ? child : asWritten(child, node, source)));
  const isTask = node.type === "listItem";
  return {
    ...node,
    ...(isTask && { checked: null }),
    children: joined(children).map((child) => cleaned(child, source)),
  } as T;
}

/** A reader is to see that there was something. */
function asWritten(node: RootContent, parent: Root | RootContent, source: string): RootContent {
  // An address that nobody marked as a link has no place of its own in the source.
  if (!node.position) return { type: "text", value: textOf(node) };
  const value = source.slice(node.position.start.offset, node.position.end.offset);
  return INLINE.has(parent.type)
    ? { type: "inlineCode", value: value.replaceAll("|", "\\u{7c}") }
    : { type: "code", value };
}

function textOf(node: RootContent): string {
  if ("children" in node) return node.children.map(textOf).join("");
  return "value" in node ? node.value : "";
}

/** Two code spans in a row would be read as one that ends elsewhere, and a name may stand in two texts. */
function joined(nodes: readonly RootContent[]): RootContent[] {
  const all: RootContent[] = [];
  for (const node of nodes) {
    const last = all.at(-1);
    if (last?.type === "text" && node.type === "text")
      all[all.length - 1] = { type: "text", value: last.value + node.value };
    else if (last?.type === "inlineCode" && node.type === "inlineCode")
      all[all.length - 1] = { type: "inlineCode", value: last.value + node.value };
    else all.push(node);
  }
  return all;
}
