/** Corrections of a permission that the catalogue does not know. */
import { lazy } from "../values/lazy.ts";
import { nearest, slips } from "../values/nearest.ts";
import { compareText } from "../values/text.ts";
import { type AccessKind, actionClass, allActions } from "./actions.ts";
import { isDangerous } from "./dangers.ts";
import { actionsByEntity, permission } from "./permissions.ts";
import { sensitivity } from "./sensitivity.ts";

/** Words of REST and OAuth that people write where Genesys has its own word. Their class is the same. */
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

const RANK: Readonly<Record<AccessKind, number>> = { read: 0, write: 1, admin: 2 };

const actions = lazy(() => new Set(allActions()));

/** Answers by count and text: a check and a rule ask about the same line. */
const answers = new Map<string, readonly string[]>();
const MOST_ANSWERS = 10_000;

/**
 * What a mistyped permission was meant to be, the fewest slips first: `routing:queues:veiw` gives `routing:queue:view`. A part that exists stays as it is,
 * and the others must be nearly the same, so that a correction never names another entity. It never allows more than what was written says (a reader is
 * not told to write a line that changes things), and never is a permission that shows data about people or that rules refuse as a danger.
 */
export function nearestPermissions(text: string, count = 3): string[] {
  const key = `${count} ${text}`;
  const known = answers.get(key);
  if (known) return [...known];
  const found = search(text).slice(0, count);
  if (answers.size >= MOST_ANSWERS) answers.clear();
  answers.set(key, found);
  return [...found];
}

function search(text: string): string[] {
  const [domain, entity, action, ...rest] = text.split(/[:./]/);
  if (domain === undefined || entity === undefined || action === undefined || rest.length > 0) return [];
  const found = new Map<string, number>();
  for (const [ofDomain, inDomain] of alike(domain, actionsByEntity().keys())) {
    const entities = actionsByEntity().get(ofDomain);
    for (const [ofEntity, inEntity] of alike(entity, entities?.keys() ?? [])) {
      for (const [ofAction, inAction] of alikeActions(action, entities?.get(ofEntity) ?? [])) {
        found.set(`${ofDomain}:${ofEntity}:${ofAction}`, inDomain + inEntity + inAction);
      }
    }
  }
  const most = RANK[classOf(action)];
  return [...found]
    .filter(([candidate]) => RANK[permission(candidate)?.kind ?? "admin"] <= most)
    .filter(([candidate]) => sensitivity(candidate) === undefined && !isDangerous(candidate))
    .sort(([a, less], [b, more]) => less - more || compareText(a, b))
    .map(([candidate]) => candidate);
}

/** The part itself if it exists, else those that are nearly the same, each with its slips. */
function alike(part: string, known: Iterable<string>): [string, number][] {
  const all = [...known];
  if (all.includes(part)) return [[part, 0]];
  return nearest(part, all).map((one) => [one, slips(part, one) ?? 0]);
}

/** An action that exists elsewhere is meant as it is written: `delete` is no slip of another word. */
function alikeActions(action: string, known: readonly string[]): [string, number][] {
  const own = ownWord(action);
  if (known.includes(action)) return [[action, 0]];
  if (own !== undefined && known.includes(own)) return [[own, 1]];
  return actions().has(action) ? [] : alike(action, known);
}

function ownWord(action: string): string | undefined {
  const word = action.toLowerCase();
  // Own words only: every object has a `constructor`.
  return Object.hasOwn(ACTION_WORDS, word) ? ACTION_WORDS[word] : undefined;
}

/** The class of an action as written: of Genesys' own word for it, or of the one that it is a slip of. A word that nobody knows may be any but an administrator's. */
function classOf(action: string): AccessKind {
  const [meant = action] = actions().has(action)
    ? []
    : [ownWord(action) ?? nearest(action, actions(), 1)[0]].flatMap((one) => one ?? []);
  return actionClass(meant);
}
