/** Text of others in HTML: nothing in it is a tag, an entity or a character that turns text around. */
import { printable } from "../../values/untrusted.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Between tags, and in an attribute in quotes. */
export function html(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/** JSON between script tags: no tag of the page can begin or end in it. */
export function embeddedJson(value: unknown): string {
  return JSON.stringify(value, (_, one) => (typeof one === "string" ? printable(one) : one)).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
