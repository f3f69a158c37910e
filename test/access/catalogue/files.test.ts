/** The data files themselves: whoever refreshes them gets told here what is out of shape. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DANGER_KINDS } from "../../../access/catalogue/dangers.ts";
import { ERROR_LAYERS } from "../../../access/catalogue/errors.ts";
import { MISREAD_REASONS } from "../../../access/catalogue/misreadVerbs.ts";
import { permissionExists } from "../../../access/catalogue/permissions.ts";
import { scopeExists } from "../../../access/catalogue/scopes.ts";
import { SENSITIVE_KINDS } from "../../../access/catalogue/sensitivity.ts";
import { OPERAND_TYPES } from "../../../access/values/condition.ts";
import { parseDay } from "../../../access/values/day.ts";

const FOLDER = join(import.meta.dirname, "..", "..", "..", "catalogue");
const MOST_BYTES = 1_000_000;

interface Shape {
  readonly columns: string;
  /** Columns that together name a row, in the order of sorting. */
  readonly key: readonly string[];
  /** Columns that the rows are sorted by where that is not the key: the order of the others shows in what people read. */
  readonly sortedBy?: readonly string[];
  /** The fewest rows that are no accident. Default 11. */
  readonly leastRows?: number;
  /** The form of the cells, by column; columns that are missing here hold text. */
  readonly cells: Readonly<Record<string, RegExp>>;
  /** Columns that name things of the catalogue; several in a cell are separated by a space. */
  readonly permissions?: readonly string[];
  readonly scopes?: readonly string[];
}

const COUNT = /^\d+$/;
const PERMISSION = /^[\w-]+:[\w-]+:\w+$/;
const SCOPE = /^[a-z-]+(:readonly)?$/;
const YES_NO = /^(yes|no)$/;
/** Part of a sentence: findings put words before it and a full stop behind. */
const PHRASE = /^[a-z].*[^.]$/;
const SENTENCE = /^[A-Z].*\.$/;

const oneOf = (words: readonly string[]) => new RegExp(`^(${words.join("|")})$`);

/** The last columns of tables whose rows come from different places. */
const PROVENANCE = "source date confidence";
const PROVENANCE_CELLS = {
  source: /^\S.{9,}$/,
  date: /^\d{4}-\d\d-\d\d$/,
  confidence: oneOf(["documented", "reported", "inferred", "assumed"]),
};

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
  "permissions-seen.tsv": {
    columns: `permission kind divisionAware label ${PROVENANCE}`,
    key: ["permission"],
    cells: {
      permission: PERMISSION,
      kind: /^(read|write|admin)$/,
      divisionAware: /^(yes|no|unknown)$/,
      label: /^[A-Z].*[^.]$/,
      ...PROVENANCE_CELLS,
    },
    permissions: ["permission"],
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
    columns: `permission kind needsMasking why ${PROVENANCE}`,
    key: ["permission"],
    cells: {
      permission: PERMISSION,
      kind: oneOf(SENSITIVE_KINDS),
      needsMasking: YES_NO,
      why: PHRASE,
      ...PROVENANCE_CELLS,
    },
    permissions: ["permission"],
  },
  "caller-kinds.tsv": {
    columns: `method path caller ${PROVENANCE}`,
    key: ["method", "path"],
    // In the order of operations.tsv, where every row is found again below.
    sortedBy: [],
    cells: { method: /^[A-Z]+$/, path: /^\/api\/v2\/\S+$/, caller: oneOf(["user", "client"]), ...PROVENANCE_CELLS },
  },
  "dangers.tsv": {
    columns: `kind permissions does inCatalogue ${PROVENANCE}`,
    key: ["kind", "permissions"],
    sortedBy: ["kind"],
    cells: { kind: oneOf(DANGER_KINDS), does: PHRASE, inCatalogue: YES_NO, ...PROVENANCE_CELLS },
  },
  "default-roles.tsv": {
    columns: `name key administers ${PROVENANCE}`,
    key: ["name"],
    cells: { name: /^[A-Z][\w -]+$/, key: /^([a-z][A-Za-z]*|\?)$/, administers: YES_NO, ...PROVENANCE_CELLS },
  },
  "fair-use.tsv": {
    columns: `licence named concurrent ${PROVENANCE}`,
    key: ["licence"],
    leastRows: 7,
    cells: { licence: /^[A-Z][\w -]+$/, named: /^\d+$/, concurrent: /^(\d+|-)$/, ...PROVENANCE_CELLS },
  },
  "general-permissions.tsv": {
    columns: `name does ${PROVENANCE}`,
    key: ["name"],
    leastRows: 5,
    cells: { name: /^[a-z_]+$/, does: PHRASE, ...PROVENANCE_CELLS },
  },
  "past-divisions.tsv": {
    columns: `permission shows ${PROVENANCE}`,
    key: ["permission"],
    leastRows: 6,
    cells: { permission: PERMISSION, shows: PHRASE, ...PROVENANCE_CELLS },
    permissions: ["permission"],
  },
  "unguarded.tsv": {
    columns: `operation shows ${PROVENANCE}`,
    key: ["operation"],
    cells: { operation: /^GET \/api\/v2\//, shows: PHRASE, ...PROVENANCE_CELLS },
  },
  "errors.tsv": {
    columns: `where code text layer means ${PROVENANCE}`,
    key: ["where", "code", "text"],
    cells: {
      where: /^(api|login|status)$/,
      code: /^([a-z]+([._][a-z]+)+|[45]\d\d|-)$/,
      text: /^([a-z ]+|-)$/,
      layer: oneOf(ERROR_LAYERS),
      means: SENTENCE,
      ...PROVENANCE_CELLS,
    },
  },
  "limits.tsv": {
    columns: `limit value what ${PROVENANCE}`,
    key: ["limit"],
    leastRows: 10,
    cells: { limit: /^[a-z]+(-[a-z]+)+$/, value: COUNT, what: PHRASE, ...PROVENANCE_CELLS },
  },
  "misread-verbs.tsv": {
    columns: `permission because why ${PROVENANCE}`,
    key: ["permission"],
    cells: { permission: PERMISSION, because: oneOf(MISREAD_REASONS), why: /^\S.*[^.]$/, ...PROVENANCE_CELLS },
    permissions: ["permission"],
  },
  "conditions.tsv": {
    columns: `variable type operators values ${PROVENANCE}`,
    key: ["variable", "type"],
    leastRows: 4,
    cells: {
      variable: /^[A-Z][A-Za-z]*(\.[a-z][A-Za-z]*)+$/,
      type: oneOf(OPERAND_TYPES),
      operators: /^[A-Z]{2}( [A-Z]{2})*$/,
      values: /^(-|[A-Za-z_.]+( [A-Za-z_.]+)*)$/,
      ...PROVENANCE_CELLS,
    },
  },
  "own-only.tsv": {
    columns: `permission instead shows ${PROVENANCE}`,
    key: ["permission"],
    leastRows: 3,
    cells: { permission: PERMISSION, instead: PERMISSION, shows: PHRASE, ...PROVENANCE_CELLS },
    permissions: ["permission", "instead"],
  },
  "regions.tsv": {
    columns: `name domain ${PROVENANCE}`,
    key: ["name"],
    sortedBy: [],
    cells: { name: /^[a-z]+(_[a-z]+)+_\d$/, domain: /^[a-z\d-]+(\.[a-z\d-]+)+$/, ...PROVENANCE_CELLS },
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
  (name, { columns, key, sortedBy = key, leastRows = 11, cells, permissions = [], scopes = [] }) => {
    const { header, rows, text } = read(name);
    const cellsOf = (columnNames: readonly string[]) =>
      rows.map((row) => columnNames.map((column) => row[column]).join("\t"));
    const named = (columnNames: readonly string[]) =>
      rows
        .flatMap((row) => columnNames.flatMap((column) => (row[column] ?? "").split(" ")))
        .filter((one) => /\w/.test(one));

    it("has its columns, plain text and an end of line at the end", () => {
      expect(header.split("\t").join(" ")).toBe(columns);
      expect(text).toMatch(/^[\t\n\x20-\x7e]+\n$/);
      expect(rows.length).toBeGreaterThanOrEqual(leastRows);
    });

    it("is sorted, and says nothing twice", () => {
      const keys = cellsOf(key);
      expect(new Set(keys).size).toBe(keys.length);
      expect(cellsOf(sortedBy)).toEqual(cellsOf(sortedBy).sort());
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

const DATED = Object.keys(SHAPES).filter((name) => SHAPES[name]?.columns.endsWith(PROVENANCE));

it.each(DATED)("catalogue/%s is dated with days of the calendar", (name) => {
  expect(read(name).rows.filter(({ date = "" }) => parseDay(date) === undefined)).toEqual([]);
});

it("catalogue/permissions-seen.tsv has no permission of catalogue/permissions.tsv", () => {
  const documented = new Set(read("permissions.tsv").rows.map(({ permission }) => permission));
  expect(read("permissions-seen.tsv").rows.filter(({ permission }) => documented.has(permission))).toEqual([]);
});

it("catalogue/unguarded.tsv names operations of catalogue/operations.tsv that read and ask for no permission", () => {
  const free = new Set(
    read("operations.tsv").rows.flatMap(({ method, path, match, effect, auth }) =>
      match === "NONE" && effect === "read" && auth === "oauth" ? [`${method} ${path}`] : [],
    ),
  );
  expect(read("unguarded.tsv").rows.filter(({ operation = "" }) => !free.has(operation))).toEqual([]);
});

describe("dangers", () => {
  const { rows } = read("dangers.tsv");

  it("say of their permissions whether the tables of permissions have them", () => {
    const tables = ["permissions.tsv", "permissions-seen.tsv"];
    const listed = new Set(tables.flatMap((table) => read(table).rows.map(({ permission }) => permission)));
    const isListed = (cell = "") => cell.split(" ").every((one) => listed.has(one));
    expect(rows.filter(({ permissions, inCatalogue }) => (inCatalogue === "yes") !== isListed(permissions))).toEqual(
      [],
    );
  });

  it("are sets only where they let somebody widen access, each set sorted", () => {
    const sets = rows.filter(({ permissions = "" }) => permissions.includes(" "));
    expect(new Set(sets.map(({ kind }) => kind))).toEqual(new Set(["escalation"]));
    for (const { permissions = "" } of sets) expect(permissions.split(" ").sort().join(" ")).toBe(permissions);
  });
});

describe("the catalogue", () => {
  const files = readdirSync(FOLDER).filter((name) => name !== "README.md");
  const readme = readFileSync(join(FOLDER, "README.md"), "utf8");
  /** Cells of the README's table of files: file, rows, facts, source, date, confidence. */
  const told = new Map(
    [...readme.matchAll(/^\| \[(\S+)\]\(#\S+\) \|(.*)\|$/gm)].map(([, file = "", cells = ""]) => [
      file,
      cells.split("|").map((cell) => cell.trim()),
    ]),
  );

  it("has no table without a shape, and a section of its README for each file", () => {
    expect(files.filter((name) => name.endsWith(".tsv")).sort()).toEqual(Object.keys(SHAPES).sort());
    expect(files.filter((name) => !readme.includes(`## ${name}`))).toEqual([]);
    expect([...told.keys()].sort()).toEqual(files.sort());
  });

  it.each(files)("says where %s comes from, of when it is, and how sure", (name) => {
    const [, facts, source, date, confidence] = told.get(name) ?? [];
    for (const cell of [facts, source, confidence]) expect(cell).toMatch(/\w/);
    expect(date).toMatch(/^\d{4}-\d\d(-\d\d)?$/);
  });

  it.each(Object.keys(SHAPES))("counts the rows of %s, and dates it by the newest of them", (name) => {
    const { rows } = read(name);
    const [count, , , date] = told.get(name) ?? [];
    expect(count).toBe(String(rows.length));
    expect(readme).toContain(`## ${name} (${rows.length} rows)`);
    const days = rows.flatMap((row) => row["date"] ?? []);
    if (days.length > 0) expect(date).toBe(days.sort().at(-1));
  });

  it.each(files)("%s stays small enough to review", (name) => {
    expect(statSync(join(FOLDER, name)).size).toBeLessThan(MOST_BYTES);
  });
});
