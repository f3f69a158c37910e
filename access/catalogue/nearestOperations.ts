/** Suggestions for an operation that the catalogue does not know. */
import { lazy } from "../values/lazy.ts";
import { best, similarity } from "../values/nearest.ts";
import { allOperations } from "./operations.ts";

/** Share of the method in the likeness: a wrong method on the right path is nearer than the reverse. */
const METHOD_WEIGHT = 0.05;

const candidates = lazy(() => allOperations().map(({ method, path }) => ({ method, path, plain: plainPath(path) })));

/** The most similar operations as `METHOD /api/v2/…`, best first. Names of path parameters do not count. */
export function nearestOperations(method: string, path: string, count = 3): string[] {
  const wanted = plainPath(path.split(/[?#]/)[0] ?? "");
  const memo = new Map<string, number>();
  const pathLikeness = (plain: string) => {
    const score = memo.get(plain) ?? similarity(wanted, plain);
    memo.set(plain, score);
    return score;
  };
  const scores = new Map(
    candidates().map((candidate) => [
      `${candidate.method} ${candidate.path}`,
      (1 - METHOD_WEIGHT) * pathLikeness(candidate.plain) +
        (candidate.method === method.toUpperCase() ? METHOD_WEIGHT : 0),
    ]),
  );
  return best(scores.keys(), (candidate) => scores.get(candidate) ?? 0, count);
}

/** The path without `/api/v2` and without ids: the part that a person mistypes. */
function plainPath(path: string): string {
  return path
    .replace(/^\/?(api\/v2\/)?/, "")
    .replace(/\{[^}]*\}/g, "{}")
    .replace(/(?<=\/)[^/]*\d[^/]*(?=\/|$)/g, "{}");
}
