/** Suggestions for a permission that the catalogue does not know. */
import { lazy } from "../values/lazy.ts";
import { best, LEAST_SIMILARITY, mostSimilarity, similarity } from "../values/nearest.ts";
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

const byDomain = lazy(() => {
  const domains = new Map<string, { permission: string; entity: string; action: string }[]>();
  for (const permission of allPermissions()) {
    const [domain = "", entity = "", action = ""] = permission.split(":");
    domains.set(domain, [...(domains.get(domain) ?? []), { permission, entity, action }]);
  }
  return domains;
});

/** Answers by count and text: a check and a rule ask about the same line. */
const answers = new Map<string, readonly string[]>();
const MOST_ANSWERS = 10_000;

/**
 * The most similar permissions, best first, part by part: `analytics:conversation:read` gives `analytics:conversationDetail:view`.
 * Nearest domains come first and the rest is left out as soon as it cannot win, so that a file full of mistakes is still read fast.
 */
export function nearestPermissions(text: string, count = 3): string[] {
  const key = `${count} ${text}`;
  const known = answers.get(key);
  if (known) return [...known];
  const found = search(text, count);
  if (answers.size >= MOST_ANSWERS) answers.clear();
  answers.set(key, found);
  return [...found];
}

function search(text: string, count: number): string[] {
  const wanted = text.split(/[:./]/);
  if (wanted.length === 2) wanted.splice(1, 0, wanted[1] ?? "");
  const [domain = "", entity = "", action = ""] = wanted;
  const [entityLikeness, likenessOfAction] = [partLikeness(entity), actionLikeness(action)];
  const domains = [...byDomain()]
    .map(([name, members]) => ({ members, share: WEIGHTS[0] * similarity(domain, name) }))
    .sort((a, b) => b.share - a.share);
  const scores = new Map<string, number>();
  const leaders = new Leaders(count);
  for (const { members, share } of domains) {
    if (leaders.exclude(share + WEIGHTS[1] + WEIGHTS[2])) break;
    for (const member of members) {
      const most = share + WEIGHTS[1] * mostSimilarity(entity, member.entity);
      if (leaders.exclude(most + WEIGHTS[2])) continue;
      const ofAction = WEIGHTS[2] * likenessOfAction(member.action);
      if (leaders.exclude(most + ofAction)) continue;
      const score = share + WEIGHTS[1] * entityLikeness(member.entity) + ofAction;
      scores.set(member.permission, score);
      leaders.add(score);
    }
  }
  return best(scores.keys(), (candidate) => scores.get(candidate) ?? 0, count);
}

/** Sums of shares in another order may differ in the last digit. */
const ROUNDING = 1e-9;

/** The highest scores so far: what cannot reach the last of them cannot be among the best. */
class Leaders {
  private readonly scores: number[];

  constructor(count: number) {
    this.scores = new Array<number>(count).fill(LEAST_SIMILARITY);
  }

  exclude(most: number): boolean {
    return most + ROUNDING < (this.scores.at(-1) ?? Number.POSITIVE_INFINITY);
  }

  add(score: number): void {
    if (this.exclude(score)) return;
    this.scores.push(score);
    this.scores.sort((a, b) => b - a);
    this.scores.pop();
  }
}

/** The better of the action as written and Genesys' own word for it (`read` exists once in the catalogue, `view` 461 times). */
function actionLikeness(action: string): (candidate: string) => number {
  const asWritten = partLikeness(action);
  const word = action.toLowerCase();
  // Own words only: every object has a `constructor`.
  const translated = partLikeness((Object.hasOwn(ACTION_WORDS, word) ? ACTION_WORDS[word] : undefined) ?? action);
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
