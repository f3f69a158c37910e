/** A Markdown tree as text. */
import type { BlockContent } from "mdast";
import { gfmToMarkdown } from "mdast-util-gfm";
import { toMarkdown, type Unsafe } from "mdast-util-to-markdown";

/** GitHub and GitLab read `$…$` and `$$…$$` as a formula, in which text is hidden, coloured and turned. */
const NO_MATH: Unsafe[] = [{ character: "$", inConstruct: "phrasing" }];

export function serialise(children: BlockContent[]): string {
  return toMarkdown(
    { type: "root", children },
    { bullet: "-", extensions: [gfmToMarkdown({ tablePipeAlign: false })], unsafe: NO_MATH },
  );
}
