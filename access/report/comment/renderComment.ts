/** The comment as GitHub-flavoured Markdown, which GitLab reads as well. */
import type { BlockContent } from "mdast";
import type { CommentModel } from "./model.ts";
import { paragraph } from "./nodes.ts";
import { differenceBlocks, driftBlocks, footBlocks, judgedBlocks, mustAct, verdictBlock } from "./sections.ts";
import { serialise } from "./serialise.ts";

export interface CommentOptions {
  /** Most characters. GitHub takes 65,536 and needs some for a pipeline's own lines; never fewer than 2,000. */
  readonly limit?: number;
}

const DEFAULT_LIMIT = 60_000;
const LEAST_LIMIT = 2_000;
/** Rows that each block may have: the first that fits is taken, so that no table is ever cut. */
const ROWS = [400, 200, 100, 50, 25, 10, 5, 2, 1];

export function renderComment(model: CommentModel, { limit = DEFAULT_LIMIT }: CommentOptions = {}): string {
  const most = Math.max(limit, LEAST_LIMIT);
  for (const rows of ROWS) {
    const text = serialise(blocksOf(model, rows));
    if (text.length <= most) return text;
  }
  return serialise([...verdictBlock(model), paragraph("The rest does not fit: --format json shows all of it.")]);
}

function blocksOf(model: CommentModel, rows: number): BlockContent[] {
  return [
    ...verdictBlock(model),
    ...mustAct(model, rows),
    ...differenceBlocks(model.diff, rows),
    ...driftBlocks(model, rows),
    ...judgedBlocks(model, rows),
    ...footBlocks(model, rows),
  ];
}
