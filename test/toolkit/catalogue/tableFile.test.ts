import { expect, it } from "vitest";
import { printTable, readTableFile } from "../../../toolkit/catalogue/tableFile.ts";

it.each(["operations", "permissions", "scopes"])("a table is printed as it was read: %s", (name) => {
  const table = readTableFile("catalogue", name);
  expect(printTable(table).split("\n")).toHaveLength(table.rows.length + 2);
});

it.each(["a\tb", "a\nb", "a\u202eb", "a\u0000b"])(
  "a cell that would make another row, or hide something, is never printed: %j",
  (cell) => {
    expect(() => printTable({ columns: ["a"], rows: [new Map([["a", cell]])] })).toThrow("cannot stand in a cell");
  },
);
