/** Operations of the Platform API with the permissions and scopes they ask for, answered from `catalogue/operations.tsv`. */
import { lazy } from "../values/lazy.ts";
import { listCell, type Row, readTable } from "./table.ts";

export interface Operation {
  readonly method: string;
  /** As documented, for instance `/api/v2/users/{userId}`. */
  readonly path: string;
  /**
   * ALL or ANY of `permissions` are needed. NONE: no permission is declared, which is not the same as unchecked (ownership rules may apply).
   * UNKNOWN: no public source says what the operation asks for.
   */
  readonly match: "ALL" | "ANY" | "NONE" | "UNKNOWN";
  readonly permissions: readonly string[];
  /** Alternatives: any one opens the operation. Undefined where nobody knows. */
  readonly scopes: readonly string[] | undefined;
  /** The scope that opens it with the least else: undefined where none is asked or known. */
  readonly leastScope: string | undefined;
  /** `derived` is a guess from neighbouring operations, right in 90 to 96 of 100 cases. */
  readonly scopeConfidence: "verified" | "derived" | "unknown";
  /** `oauth`, or how else the caller shows who it is. */
  readonly auth: string;
  readonly status: "current" | "deprecated" | "preview";
  /** `read` for GET, HEAD and POST that only queries. Derived by this project, not the vendor. */
  readonly effect: "read" | "write";
}

const COLUMNS = "method path match permissions scopes leastScope scopeConfidence auth status effect".split(" ");

/** Rows stay unparsed until asked for: a run looks at a few of some 3,300. */
const rows = lazy(
  () => new Map(readTable("operations", COLUMNS).map((row) => [key(row[0] ?? "", row[1] ?? ""), row] as const)),
);

function parseOperation(row: Row): Operation {
  const [
    method = "",
    path = "",
    match,
    permissions = "-",
    scopes = "?",
    least = "?",
    confidence,
    auth = "",
    status,
    effect,
  ] = row;
  return {
    method,
    path,
    match: matchOf(match),
    permissions: listCell(permissions),
    scopes: scopes === "?" ? undefined : listCell(scopes),
    leastScope: listCell(least)[0],
    scopeConfidence: confidence === "verified" || confidence === "derived" ? confidence : "unknown",
    auth,
    status: status === "deprecated" || status === "preview" ? status : "current",
    effect: effect === "read" ? "read" : "write",
  };
}

function matchOf(cell: string | undefined): Operation["match"] {
  return cell === "ALL" || cell === "ANY" || cell === "NONE" ? cell : "UNKNOWN";
}

/** The operation with this documented path (`/api/v2/users/{userId}`); `/api/v2` may be left out. */
export function operation(method: string, path: string): Operation | undefined {
  const row = rows().get(key(method, fullPath(path)));
  return row && parseOperation(row);
}

/** Every operation of the catalogue. */
export function allOperations(): Operation[] {
  return [...rows().values()].map(parseOperation);
}

/** A step of a path: fixed segments by text, and the one that stands for any text. */
interface Step {
  readonly fixed: Map<string, Step>;
  any?: Step;
  end?: Row;
}

const steps = lazy(() => {
  const root: Step = { fixed: new Map() };
  for (const row of rows().values()) {
    const [method = "", path = ""] = row;
    let step = root;
    for (const segment of [method, ...segments(path)]) step = nextStep(step, segment);
    step.end = row;
  }
  return root;
});

function nextStep(step: Step, segment: string): Step {
  if (segment.startsWith("{")) {
    step.any ??= { fixed: new Map() };
    return step.any;
  }
  const next = step.fixed.get(segment) ?? { fixed: new Map() };
  step.fixed.set(segment, next);
  return next;
}

/** The operation that a real request hits: `GET /api/v2/users/7a…` is `GET /api/v2/users/{userId}`; fixed segments win, a query string is ignored. */
export function matchOperation(method: string, concretePath: string): Operation | undefined {
  const [path = ""] = fullPath(concretePath).split(/[?#]/);
  const row = follow(steps(), [method.toUpperCase(), ...segments(path)], 0);
  return row && parseOperation(row);
}

function follow(step: Step | undefined, wanted: readonly string[], index: number): Row | undefined {
  if (!step || index === wanted.length) return step?.end;
  return follow(step.fixed.get(wanted[index] ?? ""), wanted, index + 1) ?? follow(step.any, wanted, index + 1);
}

function segments(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}

function fullPath(path: string): string {
  return path.startsWith("/api/") ? path : `/api/v2${path.startsWith("/") ? "" : "/"}${path}`;
}

function key(method: string, path: string): string {
  return `${method.toUpperCase()} ${path}`;
}
