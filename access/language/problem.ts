/** One thing that is wrong in a spec: where, what, and the one sentence that says what to do. */
import type { Flaw } from "../values/flaw.ts";
import { compareText } from "../values/text.ts";
import { printYamlPath, type YamlPath } from "../values/yamlPath.ts";

/** A place in a file; line and column count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Problem {
  /** Stable, kebab-case: `unknown-permission`, `duplicate-key`, `dangling-division`, … */
  readonly code: string;
  readonly position: Position;
  readonly path: YamlPath;
  /** Says what is wrong, quoting the offending value. */
  readonly message: string;
  /** Nearest valid values, best first; empty when there is nothing near. */
  readonly nearest: readonly string[];
  /** One imperative sentence: what to write or do instead. */
  readonly fix: string;
}

/** A flaw with its path in the spec. It becomes a problem where the path is located: file, line and column. */
export interface FlawAtPath extends Flaw {
  readonly path: YamlPath;
  /** True where the key itself is wrong, not its value: the problem then points at the key. */
  readonly atKey?: boolean;
}

export function problemAt(position: Position, path: YamlPath, { code, message, nearest = [], fix }: Flaw): Problem {
  return { code, position, path, message, nearest, fix };
}

/** `stacks/prod.yaml:14:9 clients.powerbi.scopes[0]: message. Nearest: a, b. Fix.` */
export function printProblem({ position, path, message, nearest, fix }: Problem): string {
  const where = `${position.file}:${position.line}:${position.column}`;
  const what = path.length > 0 ? `${printYamlPath(path)}: ${message}` : message;
  const stop = /[.!?]$/.test(message) ? "" : ".";
  const near = nearest.length > 0 ? ` Nearest: ${nearest.join(", ")}.` : "";
  return `${where} ${what}${stop}${near} ${fix}`;
}

/** Sorts by file (in the given order, others after), line and column. */
export function sortProblems(problems: readonly Problem[], files: readonly string[]): Problem[] {
  const order = new Map(files.map((file, index) => [file, index]));
  const rank = (file: string) => order.get(file) ?? files.length;
  return [...problems].sort(
    ({ position: a, code: codeA }, { position: b, code: codeB }) =>
      rank(a.file) - rank(b.file) ||
      compareText(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      compareText(codeA, codeB),
  );
}
