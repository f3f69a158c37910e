/** Corrections of an operation that the catalogue does not know. */
import { lazy } from "../values/lazy.ts";
import { slips } from "../values/nearest.ts";
import { compareText } from "../values/text.ts";
import { allOperations } from "./operations.ts";

const candidates = lazy(() => allOperations().map((one) => ({ ...one, segments: segmentsOf(one.path) })));

/** Slips in a whole path, at most. */
const MOST_SLIPS = 2;

/**
 * The operations as `METHOD /api/v2/…` whose path is nearly the same, segment by segment, best first. Names of path parameters do not count. The method
 * is the one that was written: another one does another thing, and is a correction only where it reads and the path is right.
 */
export function nearestOperations(method: string, path: string, count = 3): string[] {
  const wanted = segmentsOf(path.split(/[?#]/)[0] ?? "");
  return candidates()
    .flatMap((candidate) => {
      const found = slipsOfPath(wanted, candidate.segments);
      const isMeant = candidate.method === method.toUpperCase() || (found === 0 && candidate.effect === "read");
      if (!isMeant) return [];
      return found === undefined ? [] : [{ text: `${candidate.method} ${candidate.path}`, found }];
    })
    .sort((a, b) => a.found - b.found || compareText(a.text, b.text))
    .slice(0, count)
    .map(({ text }) => text);
}

/** The methods that the catalogue has for a path as written. */
export function methodsOf(path: string): string[] {
  const wanted = segmentsOf(path.split(/[?#]/)[0] ?? "");
  return candidates()
    .filter(({ segments }) => slipsOfPath(wanted, segments) === 0)
    .map(({ method }) => method);
}

function slipsOfPath(wanted: readonly string[], segments: readonly string[]): number | undefined {
  if (wanted.length !== segments.length) return undefined;
  let sum = 0;
  for (const [index, segment] of segments.entries()) {
    const written = wanted[index] ?? "";
    // An id stands for a parameter, and a word for a word.
    if (segment === PARAMETER && (written === PARAMETER || /\d/.test(written))) continue;
    const found = segment === PARAMETER ? undefined : slips(written, segment);
    if (found === undefined) return undefined;
    sum += found;
  }
  return sum <= MOST_SLIPS ? sum : undefined;
}

const PARAMETER = "{}";

/** The path without `/api/v2`, each parameter without its name. */
function segmentsOf(path: string): string[] {
  return path
    .replace(/^\/?(api\/v2\/)?/, "")
    .split("/")
    .filter((segment) => segment !== "")
    .map((segment) => (segment.startsWith("{") ? PARAMETER : segment));
}
