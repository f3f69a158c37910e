/** The operations of the vendor's API, from catalogue/operations.tsv, and the one that a request is for. */
import { type Row, readTsv } from "./tsv.ts";

const COLUMNS = [
  "method",
  "path",
  "match",
  "permissions",
  "scopes",
  "scopeConfidence",
  "auth",
  "status",
  "effect",
] as const;

/** One API operation as the vendor documents it: what a caller must hold. */
export interface Operation {
  readonly method: string;
  /** With the vendor's placeholders: `/api/v2/authorization/roles/{roleId}`. */
  readonly path: string;
  /** ANY: one of `permissions` is enough. ALL: every one. NONE: a token is enough. UNKNOWN: no public source says. */
  readonly match: "ANY" | "ALL" | "NONE" | "UNKNOWN";
  readonly permissions: readonly string[];
  /** Scopes of which a user-context client needs one; empty when unknown. */
  readonly scopes: readonly string[];
  /** False where the scopes are a guess, or not known. */
  readonly scopesVerified: boolean;
  /** True for the few operations that take no OAuth token (downloads, guest chats). */
  readonly anonymous: boolean;
  /** True when the operation changes the org. Queries by POST are reads. */
  readonly writes: boolean;
  readonly status: "current" | "deprecated" | "preview";
}

interface Node {
  readonly children: Map<string, Node>;
  readonly operations: Map<string, Operation>;
}

let root: Node | undefined;

/** The operation behind a request: literal path segments win over placeholders, as on the vendor's gateway. */
export function findOperation(method: string, path: string): Operation | undefined {
  root ??= buildIndex();
  return descend(root, path.split("/").slice(1), 0, method);
}

let all: readonly Operation[] | undefined;

/** Every operation, in the order of the table. */
export function allOperations(): readonly Operation[] {
  all ??= readTsv("operations.tsv", COLUMNS).map(toOperation);
  return all;
}

function buildIndex(): Node {
  const top: Node = newNode();
  for (const operation of allOperations()) {
    let node = top;
    for (const segment of operation.path.split("/").slice(1)) {
      const key = segment.startsWith("{") ? "{}" : segment;
      const next = node.children.get(key) ?? newNode();
      node.children.set(key, next);
      node = next;
    }
    node.operations.set(operation.method, operation);
  }
  return top;
}

function newNode(): Node {
  return { children: new Map(), operations: new Map() };
}

function toOperation(row: Row<(typeof COLUMNS)[number]>): Operation {
  const { method, path, match, permissions, scopes, scopeConfidence, auth, status, effect } = row;
  return {
    method,
    path,
    match: match === "ALL" || match === "NONE" || match === "ANY" ? match : "UNKNOWN",
    permissions: words(permissions),
    scopes: words(scopes),
    scopesVerified: scopeConfidence === "verified",
    anonymous: auth !== "oauth",
    writes: effect === "write",
    status: status === "preview" || status === "deprecated" ? status : "current",
  };
}

/** `-` and `?` stand for "none" and "unknown" in the data files. */
function words(cell: string): string[] {
  return cell.split(" ").filter((word) => word !== "" && word !== "-" && word !== "?");
}

function descend(node: Node, segments: readonly string[], at: number, method: string): Operation | undefined {
  const segment = segments[at];
  if (segment === undefined) return node.operations.get(method);
  if (segment === "") return undefined;
  for (const key of [segment, "{}"]) {
    const child = node.children.get(key);
    const found = child && descend(child, segments, at + 1, method);
    if (found !== undefined) return found;
  }
  return undefined;
}
