/** Adds entries to a section of a YAML file. Only characters are inserted: the document is parsed for the places and never printed, so that comments, order and quotes stay. */
import { isCollection, isMap, isScalar, parseDocument } from "yaml";

/**
 * @param lines entries of the section, indented by two blanks
 * @returns the new text; undefined where the section has a form that nothing can be added to (one line, an alias)
 */
export function insertEntries(text: string, section: string, lines: readonly string[]): string | undefined {
  if (lines.length === 0) return text;
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const document = parseDocument(text);
  const root = document.contents;
  if (root !== null && !(isMap(root) && root.flow !== true)) return undefined;
  const pair = root?.items.find(({ key }) => isScalar(key) && key.value === section);
  if (!pair) {
    const head = text === "" || text.endsWith("\n") ? text : `${text}${end}`;
    return `${head}${end}${[`${section}:`, ...lines].join(end)}${end}`;
  }
  const { key, value } = pair;
  const keyEnd = rangeOf(key)[1];
  if (value === null || (isScalar(value) && value.value === null)) {
    const colon = text.indexOf(":", keyEnd) + 1;
    return insertAfterLine(text, colon, lines, end);
  }
  if (!isMap(value) || value.anchor !== undefined) return undefined;
  if (value.items.length === 0) {
    const [start, stop] = rangeOf(value);
    return `${text.slice(0, start).trimEnd()}${end}${lines.join(end)}${text.slice(stop)}`;
  }
  if (value.flow === true) return undefined;
  const last = value.items.at(-1);
  const stop = endOf(text, last?.value ?? last?.key);
  const start = rangeOf(value.items[0]?.key)[0];
  const indent = " ".repeat(start - (text.lastIndexOf("\n", start - 1) + 1));
  return insertAfterLine(
    text,
    stop,
    lines.map((line) => `${indent}${line.slice(2)}`),
    end,
  );
}

function insertAfterLine(text: string, at: number, lines: readonly string[], end: string): string {
  const line = text.indexOf("\n", at);
  if (line < 0) return `${text}${end}${lines.join(end)}${end}`;
  return `${text.slice(0, line + 1)}${lines.join(end)}${end}${text.slice(line + 1)}`;
}

function rangeOf(node: unknown): [number, number] {
  const range = (node as { readonly range?: [number, number, number] | null } | null | undefined)?.range;
  return [range?.[0] ?? 0, range?.[1] ?? 0];
}

/** End of a value without the line ends and comments behind it. */
function endOf(text: string, node: unknown): number {
  if (isCollection(node) && node.flow !== true && node.items.length > 0) {
    const last: unknown = node.items.at(-1);
    const inside = isMap(node) ? (last as { value?: unknown; key: unknown }) : undefined;
    return endOf(text, inside ? (inside.value ?? inside.key) : last);
  }
  const [, stop] = rangeOf(node);
  return text.slice(0, stop).trimEnd().length;
}
