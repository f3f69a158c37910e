/** Suggestions for a permission that the catalogue does not know. */
import { lazy } from "../values/lazy.ts";
import { best, similarity } from "../values/nearest.ts";
import { allPermissions } from "./permissions.ts";

/** Words of REST and OAuth that people write where Genesys has its own word. */
const ACTION_WORDS: Readonly<Record<string, string>> = {
  read: "view",
  readonly: "view",
  get: "view",
  list: "view",
  create: "add",
  write: "edit",
  update: "edit",
  modify: "edit",
  remove: "delete",
};

/** Share of domain, entity and action in the likeness: a wrong action of the right entity is nearer than the reverse. */
const WEIGHTS = [0.35, 0.45, 0.2] as const;

const parts = lazy(() => [...allPermissions()].map((permission) => ({ permission, parts: permission.split(":") })));

/**
 * The most similar permissions, best first, part by part: `analytics:conversation:read` gives `analytics:conversationDetail:view`.
 * Computed only when something is wrong, and once per distinct part, so that a file full of mistakes is still read fast.
 */
export function nearestPermissions(text: string, count = 3): string[] {
  const wanted = text.split(/[:./]/);
  if (wanted.length === 2) wanted.splice(1, 0, wanted[1] ?? "");
  const [domain = "", entity = "", action = ""] = wanted;
  const likeness = [partLikeness(domain), partLikeness(entity), actionLikeness(action)] as const;
  const scores = new Map(
    parts().map((candidate) => [
      candidate.permission,
      WEIGHTS.reduce((sum, weight, index) => sum + weight * (likeness[index]?.(candidate.parts[index] ?? "") ?? 0), 0),
    ]),
  );
  return best(scores.keys(), (candidate) => scores.get(candidate) ?? 0, count);
}

/** The better of the action as written and Genesys' own word for it (`read` exists once in the catalogue, `view` 461 times). */
function actionLikeness(action: string): (candidate: string) => number {
  const asWritten = partLikeness(action);
  const translated = partLikeness(ACTION_WORDS[action.toLowerCase()] ?? action);
  return (candidate) => Math.max(asWritten(candidate), translated(candidate));
}

function partLikeness(wanted: string): (candidate: string) => number {
  const memo = new Map<string, number>();
  return (candidate) => {
    const score = memo.get(candidate) ?? similarity(wanted, candidate);
    memo.set(candidate, score);
    return score;
  };
}
