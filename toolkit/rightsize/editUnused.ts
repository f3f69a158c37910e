/**
 * Writes announcements and removals into the list of a role's permissions. Only the characters of the lines concerned change: the document is parsed
 * for the places, never printed, so that comments, order and line ends stay as they are.
 */
import { isAlias, isMap, isScalar, isSeq, parseDocument, type YAMLSeq } from "yaml";
import { applySplices, type Edit, type Ranged, type Splice, startOf, usedAnchor } from "../splice.ts";

/** What becomes of one entry: `undefined` leaves it, an empty list removes it. */
export type Pieces = readonly Piece[];
export interface Piece {
  readonly permission: string;
  readonly unused?: { readonly since: string; readonly remove: string };
}

/** @returns the file's new text, or why its form allows no edit: one clause without a full stop */
export function editUnused(text: string, role: string, changes: ReadonlyMap<number, Pieces>): Edit {
  const document = parseDocument(text);
  const list: unknown = document.getIn(["roles", role, "permissions"], true);
  if (!isSeq(list)) return { fault: `\`roles.${role}.permissions\` is no list of its own there` };
  const above = [document.getIn(["roles"], true), document.getIn(["roles", role], true), list];
  const anchored = usedAnchor(document, [...above, ...list.items]);
  if (anchored !== undefined) return { fault: `the anchor \`&${anchored}\` shares it with other parts of the file` };
  if (list.items.some((item) => isAlias(item))) return { fault: "an entry of the list is an alias" };
  const splices = list.flow ? [flowList(text, list, changes)] : blockList(text, list, changes);
  return { text: applySplices(text, splices) };
}

/** Each entry on the line of the list where it stands, or with the line break that is there. */
function flowList(text: string, list: YAMLSeq, changes: ReadonlyMap<number, Pieces>): Splice {
  const [start, end] = [startOf(list), endOf(text, list)];
  let written = text.slice(start, startOf(list.items[0]));
  let needsComma = false;
  for (const [index, item] of list.items.entries()) {
    const pieces = changes.get(index);
    const own = pieces ? pieces.map(flowPiece).join(", ") : text.slice(startOf(item), endOf(text, item));
    const next = list.items[index + 1];
    const between = next ? text.slice(endOf(text, item), startOf(next)) : text.slice(endOf(text, item), end);
    if (own === "") {
      // The comma goes with the entry; what people wrote around it stays.
      if (next) written += between.replace(",", "").trim() === "" ? "" : between.replace(",", "");
      else written += between;
      continue;
    }
    written += own + between;
    needsComma = true;
  }
  return { start, end, text: needsComma ? written : "[]" };
}

function flowPiece({ permission, unused }: Piece): string {
  const text = JSON.stringify(permission);
  return unused ? `{ permission: ${text}, unused: { since: ${unused.since}, remove: ${unused.remove} } }` : text;
}

function blockList(text: string, list: YAMLSeq, changes: ReadonlyMap<number, Pieces>): Splice[] {
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  return [...changes].map(([index, pieces]): Splice => {
    const item = list.items[index];
    const [start, end] = [startOf(item), endOf(text, item)];
    const dash = text.lastIndexOf("-", start - 1);
    const lineStart = text.lastIndexOf("\n", dash) + 1;
    if (pieces.length === 0) {
      const lineEnd = text.indexOf("\n", end);
      return { start: lineStart, end: lineEnd < 0 ? text.length : lineEnd + 1, text: "" };
    }
    const indent = text.slice(lineStart, dash);
    return { start, end, text: pieces.map(blockPiece).join(`${lineBreak}${indent}- `) };
  });
}

function blockPiece(piece: Piece): string {
  if (piece.unused) return flowPiece(piece);
  return /^[\w-]+:[\w-]+:[\w,-]+$/.test(piece.permission) ? piece.permission : JSON.stringify(piece.permission);
}

/** End of a value without the line ends and the comment that belong to a block. */
export function endOf(text: string, node: unknown): number {
  if (isMap(node) && !node.flow) {
    const last = node.items.at(-1);
    return endOf(text, last?.value ?? last?.key);
  }
  const end = (node as Ranged | null | undefined)?.range?.[1] ?? 0;
  return isScalar(node) ? text.slice(0, end).trimEnd().length : end;
}
