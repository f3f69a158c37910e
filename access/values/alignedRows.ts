/** Rows as aligned columns, within the width of a terminal. */

const GAP = "  ";
/** The narrowest that a column becomes. */
const LEAST = 12;

/**
 * Lines of the rows. Where they are wider than the terminal, the widest columns are narrowed, and their cells go on below: nothing is cut off.
 *
 * @param width columns of the terminal; undefined for a file or a pipe
 */
export function aligned(rows: readonly (readonly string[])[], width?: number): string[] {
  const natural = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const widths = width === undefined ? natural : fitted(natural, width);
  return rows.flatMap((row) => {
    const cells = widths.map((most, column) => wrapped(row[column] ?? "", most));
    const height = Math.max(1, ...cells.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) =>
      cells
        .map((lines, column) => (lines[line] ?? "").padEnd(widths[column] ?? 0))
        .join(GAP)
        .trimEnd(),
    );
  });
}

function fitted(natural: readonly number[], width: number): number[] {
  const widths = [...natural];
  const total = () => widths.reduce((sum, one) => sum + one, GAP.length * (widths.length - 1));
  while (total() > width) {
    const widest = Math.max(...widths);
    if (widest <= LEAST) break;
    const spare = total() - width;
    // Down to the next one at most, so that several wide columns share what is missing.
    const next = Math.max(LEAST, ...widths.filter((one) => one < widest));
    widths[widths.indexOf(widest)] = Math.max(next, widest - spare);
  }
  return widths;
}

/** Lines of at most this width, broken behind blanks, commas, colons, slashes and hyphens where there are any. */
function wrapped(text: string, most: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const at = Math.max(...[" ", ",", ":", "/", "-"].map((mark) => rest.lastIndexOf(mark, most - 1) + 1));
    const end = at > most / 3 ? at : most;
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...lines, rest];
}
