/** The spellings in which an audit may have a value: the vendor documents none of them. */
import type { AuditEvent } from "./auditEvent.ts";
import type { Token } from "./model.ts";

/** True if one of the texts is, or has as a word of its own, one of the token's spellings. */
export function spelledIn({ text, also }: Token, texts: readonly string[]): boolean {
  const spellings = [text, ...also].filter((one) => one !== "").map((one) => one.toLowerCase());
  return texts.some((one) => {
    const held = wordsOf(one);
    return spellings.some((spelling) => held.has(spelling) || one.toLowerCase() === spelling);
  });
}

/** True if the event is about that id, or names it in its old or new values. */
export function mentions({ entity, changes }: AuditEvent, id: string | null): boolean {
  if (id === null) return false;
  const wanted = id.toLowerCase();
  if (entity.id.toLowerCase() === wanted) return true;
  return changes.some(({ property, before, after }) =>
    [property, ...before, ...after].some((text) => text.toLowerCase().includes(wanted)),
  );
}

/** Ids of an org's objects, wherever they stand in a text. */
export const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** Longer texts are no list of permissions that is worth taking apart. */
const LONGEST = 200_000;

const words = new Map<string, ReadonlySet<string>>();

function wordsOf(text: string): ReadonlySet<string> {
  const known = words.get(text);
  if (known) return known;
  if (words.size > 5000) words.clear();
  const found = new Set(text.length > LONGEST ? [] : splitWords(text));
  words.set(text, found);
  return found;
}

function splitWords(text: string): string[] {
  const lower = text.toLowerCase();
  const plain = lower.split(/[^\p{L}\p{N}:*._/?=&%+~#-]+/u);
  return [...plain, ...plain.flatMap(expanded), ...(lower.match(UUID) ?? []), ...policiesOf(lower)];
}

/** `routing:queue:view,search` came apart at the comma, and `routing:queue:[view, search]` at the bracket. */
function expanded(word: string): string[] {
  return word.endsWith(":") ? [word.slice(0, -1)] : [];
}

/** The API's own form of a role's permissions. */
function policiesOf(text: string): string[] {
  try {
    const value: unknown = JSON.parse(text);
    return (Array.isArray(value) ? value : [value]).flatMap(policy);
  } catch {
    return compactOf(text);
  }
}

function policy(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const { domain, entityname, entity, actionset, actions } = value as Readonly<Record<string, unknown>>;
  const list: readonly unknown[] = Array.isArray(actionset) ? actionset : Array.isArray(actions) ? actions : [];
  return list.map((action) => `${String(domain)}:${String(entityname ?? entity)}:${String(action)}`);
}

function compactOf(text: string): string[] {
  return [...text.matchAll(/([\w-]+:[\w-]+):\[?([\w-]+(?:\s*,\s*[\w-]+)+)/g)].flatMap(([, entity = "", actions = ""]) =>
    actions.split(",").map((action) => `${entity}:${action.trim()}`),
  );
}
