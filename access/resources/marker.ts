/**
 * The end of a description in Genesys Cloud says which stack owns the object: `Nightly export [genesys-access/prod/roles/bi-reader]`.
 * It is how a create recognises what an interrupted one left behind, and how a person in the console sees hands off.
 */
import { limit } from "../catalogue/limits.ts";

const ANY_MARKER = / ?\[[^\s[\]]+\/(?:divisions|roles|clients)\/[^\s[\]]+\]$/;

/** The text as the org stores it. */
export function withMarker(text: string, managedBy: string): string {
  return [fitDescription(text, managedBy), `[${managedBy}]`].filter((part) => part !== "").join(" ");
}

/** The text without a marker: the stack's own, or any other that somebody put there; a missing marker alone changes nothing. */
export function withoutMarker(stored: string, managedBy: string): string {
  const own = `[${managedBy}]`;
  if (stored === own) return "";
  return stored.endsWith(` ${own}`) ? stored.slice(0, -own.length - 1) : stored.replace(ANY_MARKER, "");
}

export function hasMarker(stored: string, managedBy: string): boolean {
  return stored.trimEnd().endsWith(`[${managedBy}]`);
}

/**
 * Cuts a text so that text and marker fit, never inside a character. The org's own limit is documented nowhere and unverified against a live
 * org; a longer text is cut here, in the stack, so that the same text comes back.
 */
export function fitDescription(text: string, managedBy: string): string {
  const room = limit("description-characters-most") - managedBy.length - " []".length;
  if (text.length <= room) return text;
  const cut = text.slice(0, Math.max(room - 1, 0));
  // A cut between the two halves of a character beyond the basic plane would store rubbish.
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** What a marker says: the stack, and the resource of it by section and name. */
export interface Marked {
  readonly project: string;
  readonly stack: string;
  readonly section: string;
  /** The Pulumi name of the resource: the key, and the number of a client's later generation. */
  readonly name: string;
  /** As it is written, without the brackets. */
  readonly text: string;
}

const WHOLE_MARKER = /\[([^\s/[\]]+)\/([^\s/[\]]+)\/(divisions|roles|clients)\/(.+)\]$/sy;

/** The marker at the end of a description; undefined where there is none. A key may be any text. */
export function readMarker(stored: string): Marked | undefined {
  const text = stored.trimEnd();
  if (!text.endsWith("]")) return undefined;
  for (let at = text.lastIndexOf("["); at >= 0; at = at === 0 ? -1 : text.lastIndexOf("[", at - 1)) {
    WHOLE_MARKER.lastIndex = at;
    const [whole, project = "", stack = "", section = "", name = ""] = WHOLE_MARKER.exec(text) ?? [];
    if (whole !== undefined) return { project, stack, section, name, text: whole.slice(1, -1) };
  }
  return undefined;
}
