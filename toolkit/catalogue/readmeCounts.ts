/** The README of the catalogue says how many rows a table has, how many of them have a value, and of when the newest is: it follows from the tables. */
import type { Table } from "./tableFile.ts";

/**
 * @param tables by name, without the ending
 * @returns the same text with the numbers of these tables: `[a.tsv](#atsv-3-rows) | 3 |`, `## a.tsv (3 rows)` and `` `value` (2`` in the row of a column
 */
export function readmeCounts(readme: string, tables: ReadonlyMap<string, Table>): string {
  const sections = readme.split(/^(?=## )/m);
  return sections
    .map((section) => {
      const [, name = ""] = /^## (.+)\.tsv \(\d+ rows\)/.exec(section) ?? [];
      const table = tables.get(name);
      return table ? valueCounts(section, table) : section;
    })
    .join("")
    .replace(/\[(.+?)\.tsv\]\(#\1tsv-\d+-rows\) \| \d+ \|/g, (text, name: string) => {
      const rows = tables.get(name)?.rows.length;
      return rows === undefined ? text : `[${name}.tsv](#${name}tsv-${rows}-rows) | ${rows} |`;
    })
    .replace(
      /^(\| \[(.+?)\.tsv\].*\| )(\d{4}-\d\d(?:-\d\d)?)( \|[^|]*\|)$/gm,
      (_, start: string, name: string, date: string, end: string) => {
        const newest = tables
          .get(name)
          ?.rows.flatMap((row) => row.get("date") ?? [])
          .sort()
          .at(-1);
        return `${start}${newest ?? date}${end}`;
      },
    )
    .replace(/^## (.+)\.tsv \(\d+ rows\)/gm, (text, name: string) => {
      const rows = tables.get(name)?.rows.length;
      return rows === undefined ? text : `## ${name}.tsv (${rows} rows)`;
    });
}

function valueCounts(section: string, { columns, rows }: Table): string {
  return section.replace(/^\| (\w+) \|.*$/gm, (line, column: string) => {
    if (!columns.includes(column)) return line;
    return line.replace(/`(\w+)` \((\d+)/g, (_, value: string) => {
      return `\`${value}\` (${rows.filter((row) => row.get(column) === value).length}`;
    });
  });
}
