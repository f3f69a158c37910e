/** The evidence as JSON: what was asked, of which days, every row, and what was concluded. The same evidence gives the same text, but for what runs out. */
import { contentDigest } from "../../access/values/contentDigest.ts";
import { TOOL } from "../tool.ts";
import type { Sizing } from "./model.ts";

/** `rowsDigest` names the rows: a proposal can be held against them without the org. */
export function evidenceText(sizing: Sizing): string {
  const { rows, ...concluded } = sizing;
  const rowsDigest = contentDigest(JSON.stringify(rows));
  return `${JSON.stringify({ formatVersion: 1, tool: TOOL, ...concluded, rowsDigest, rows }, undefined, 2)}\n`;
}
