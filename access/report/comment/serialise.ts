/** A Markdown tree as text. */
import type { BlockContent } from "mdast";
import { gfmToMarkdown } from "mdast-util-gfm";
import { toMarkdown } from "mdast-util-to-markdown";

export function serialise(children: BlockContent[]): string {
  return toMarkdown(
    { type: "root", children },
    { bullet: "-", extensions: [gfmToMarkdown({ tablePipeAlign: false })] },
  );
}
