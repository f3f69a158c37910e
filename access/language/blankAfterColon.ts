/** `- quality: evaluation:view`: with a blank behind a colon YAML reads a map where a text was meant. */
import { isEndpointText } from "../values/endpoint.ts";
import { type Flaw, quote } from "../values/flaw.ts";
import { isPermissionLine } from "../values/permission.ts";
import type { YamlPath } from "../values/yamlPath.ts";

/** Lists of texts that have colons in them. */
const LISTS: ReadonlySet<string> = new Set([
  "permissions",
  "scopes",
  "redirectUris",
  "endpoints",
  "can",
  "cannot",
  "subjects",
  "divisions",
]);

/** Keys that an entry of such a list may have as a map. */
const KEYS: ReadonlySet<string> = new Set(["permission", "condition", "endpoint", "in", "match", "exclude"]);

/** The place of the entry that an issue is about, if it is a map that was meant as a text. */
export function splitEntry(path: YamlPath, valueAt: (path: YamlPath) => unknown): YamlPath | undefined {
  const index = path.findLastIndex(
    (part, at) => typeof part === "number" && typeof path[at - 1] === "string" && LISTS.has(String(path[at - 1])),
  );
  if (index < 0) return undefined;
  const entry = path.slice(0, index + 1);
  return textOf(valueAt(entry)) === undefined ? undefined : entry;
}

/** The flaw of such an entry. */
export function blankAfterColon(value: unknown): Flaw {
  const { key, text, joined } = textOf(value) ?? { key: "", text: "", joined: "" };
  return {
    code: "blank-after-colon",
    message: `a blank stands behind the colon, and YAML reads a map with the key ${quote(key)} and the value ${quote(text)}`,
    nearest: [joined],
    fix: `Write \`${joined}\` without the blank.`,
  };
}

function textOf(value: unknown): { readonly key: string; readonly text: string; readonly joined: string } | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const [[key, inner] = ["", undefined], ...more] = Object.entries(value);
  if (more.length > 0 || KEYS.has(key) || (typeof inner !== "string" && typeof inner !== "number")) return undefined;
  const text = String(inner);
  // `{ permision: "routing:queue:view" }` has a mistyped key.
  if (isPermissionLine(text) || (text.includes(" ") && isEndpointText(text))) return undefined;
  return { key, text, joined: `${key}:${text}` };
}
