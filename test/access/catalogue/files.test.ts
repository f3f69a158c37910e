/** The data files themselves: whoever refreshes them gets told here what is out of shape. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { permissionExists } from "../../../access/catalogue/permissions.ts";
import { scopeExists } from "../../../access/catalogue/scopes.ts";

const FOLDER = join(import.meta.dirname, "..", "..", "..", "catalogue");
const MOST_BYTES = 1_000_000;

interface Shape {
  readonly columns: string;
  /** Columns that together name a row, in the order of sorting. */
  readonly key: readonly string[];
  /** What a cell may be; columns that are missing here hold text. */
  readonly cells: Readonly<Record<string, RegExp>>;
  /** Columns that name things of the catalogue; several in a cell are separated by a space. */
  readonly permissions?: readonly string[];
  readonly scopes?: readonly string[];
}

const COUNT = /^\d+$/;
const PERMISSION = /^[\w-]+:[\w-]+:\w+$/;
const SCOPE = /^[a-z-]+(:readonly)?$/;

const SHAPES: Readonly<Record<string, Shape>> = {
  "operations.tsv": {
    columns: "method path match permissions scopes leastScope scopeConfidence auth status effect",
    key: ["path", "method"],
    cells: {
      method: /^(GET|POST|PUT|PATCH|DELETE|HEAD)$/,
      path: /^\/api\/v2(\/[\w.{}-]+)+$/,
      match: /^(ALL|ANY|NONE)$/,
      scopeConfidence: /^(verified|derived|unknown)$/,
      auth: /^(oauth|none|webmessaging-jwt)$/,
      status: /^(current|deprecated|preview)$/,
      effect: /^(read|write)$/,
    },
    permissions: ["permissions"],
    scopes: ["scopes", "leastScope"],
  },
  "permissions.tsv": {
    columns: "permission kind divisionAware evidence label operations",
    key: ["permission"],
    cells: {
      permission: /^([\w-]+:[\w-]+:\w+|admin|content_management_user)$/,
      kind: /^(read|write|admin)$/,
      divisionAware: /^(yes|no|unknown)$/,
      operations: COUNT,
    },
  },
  "scopes.tsv": {
    columns: "scope readonly confidence operations writeOperations description",
    key: ["scope"],
    cells: {
      scope: SCOPE,
      readonly: /^(yes|no)$/,
      confidence: /^(verified|unverified)$/,
      operations: COUNT,
      writeOperations: COUNT,
    },
  },
  "actions.tsv": {
    columns: "action class permissions doubt",
    key: ["action"],
    cells: { action: /^\w+$/, class: /^(read|write|admin)$/, permissions: COUNT, doubt: /^.*$/ },
  },
  "dependencies.tsv": {
    columns: "permission needs kind why source confidence",
    key: ["permission", "needs"],
    cells: {
      permission: PERMISSION,
      needs: PERMISSION,
      kind: /^(name-resolution|content|filter|authorization)$/,
      why: /^[a-z].*[^.]$/,
      confidence: /^(documented|inferred)$/,
    },
    permissions: ["permission", "needs"],
  },
  "sensitive.tsv": {
    columns: "permission kind needsMasking why",
    key: ["permission"],
    cells: {
      permission: PERMISSION,
      kind: /^(recording|transcript|conversation-content|external-contact|personal-data)$/,
      needsMasking: /^(yes|no)$/,
      why: /^[a-z].*[^.]$/,
    },
    permissions: ["permission"],
  },
};

type Row = Readonly<Record<string, string>>;

function read(name: string): { header: string; rows: Row[]; text: string } {
  const text = readFileSync(join(FOLDER, name), "utf8");
  const [header = "", ...lines] = text.replace(/\n$/, "").split("\n");
  const columns = header.split("\t");
  const rows = lines.map((line) => {
    const cells = line.split("\t");
    expect(cells, line).toHaveLength(columns.length);
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ""]));
  });
  return { header, rows, text };
}

describe.each(Object.entries(SHAPES))(
  "catalogue/%s",
  (name, { columns, key, cells, permissions = [], scopes = [] }) => {
    const { header, rows, text } = read(name);
    const named = (columnNames: readonly string[]) =>
      rows
        .flatMap((row) => columnNames.flatMap((column) => (row[column] ?? "").split(" ")))
        .filter((one) => /\w/.test(one));

    it("has its columns, plain text and an end of line at the end", () => {
      expect(header.split("\t").join(" ")).toBe(columns);
      expect(text).toMatch(/^[\t\n\x20-\x7e]+\n$/);
      expect(rows.length).toBeGreaterThan(10);
    });

    it("is sorted, and says nothing twice", () => {
      const keys = rows.map((row) => key.map((column) => row[column]).join("\t"));
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys).toEqual([...keys].sort());
    });

    it("holds in each cell what its column allows", () => {
      const wrong = rows.flatMap((row) =>
        Object.entries(row).filter(([column, cell]) => !(cells[column] ?? /\S/).test(cell)),
      );
      expect(wrong).toEqual([]);
    });

    it("names permissions and scopes that exist", () => {
      expect(named(permissions).filter((one) => one.includes(":") && !permissionExists(one))).toEqual([]);
      expect(named(scopes).filter((one) => !scopeExists(one))).toEqual([]);
    });
  },
);

describe("the catalogue", () => {
  const files = readdirSync(FOLDER);

  it("has no table without a shape, and each file is told of in its README", () => {
    expect(files.filter((name) => name.endsWith(".tsv")).sort()).toEqual(Object.keys(SHAPES).sort());
    const readme = readFileSync(join(FOLDER, "README.md"), "utf8");
    expect(files.filter((name) => name !== "README.md" && !readme.includes(`## ${name}`))).toEqual([]);
  });

  it.each(files)("%s stays small enough to review", (name) => {
    expect(statSync(join(FOLDER, name)).size).toBeLessThan(MOST_BYTES);
  });
});
