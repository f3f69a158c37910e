/** Lists that people paste: permissions as the API or as the console writes them, scopes, requests, tables, logs. */
import { isConsoleDomain, permissionOfConsolePath } from "../../../access/catalogue/consolePath.ts";
import { allPermissions, permissionExists } from "../../../access/catalogue/permissions.ts";
import { scopeExists } from "../../../access/catalogue/scopes.ts";
import { lazy } from "../../../access/values/lazy.ts";
import type { Asked, Place } from "./asked.ts";
import { requestOfLine, requestOfObject } from "./requests.ts";

export interface LinesRead {
  readonly asked: readonly Asked[];
  /** Lines that say something else, such as prose. */
  readonly skipped: readonly Place[];
}

/** Every line by itself; a heading that speaks of scopes or of permissions tells what single words below it are. */
export function readLines(file: string, text: string): LinesRead {
  const asked: Asked[] = [];
  const skipped: Place[] = [];
  let isUnderScopes = false;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const place = { file, line: index + 1 };
    const plain = line.replace(/^\s*([-*+•]|\d+[.)])\s+/, "").trim();
    if (plain === "" || /^\W*$/.test(plain)) continue;
    const found = readLine(plain, isUnderScopes);
    asked.push(...found.map((one) => ({ ...one, ...place })));
    if (found.length > 0) continue;
    if (/\bscopes?\b/i.test(plain)) isUnderScopes = true;
    else if (/\bpermissions?\b/i.test(plain)) isUnderScopes = false;
    skipped.push(place);
  }
  return { asked, skipped };
}

/** Without its place: TypeScript's Omit would join the kinds. */
type Found = Asked extends infer One ? (One extends Asked ? Omit<One, keyof Place> : never) : never;

function readLine(line: string, isUnderScopes: boolean): Found[] {
  const request = requestOfLine(line) ?? requestOfJson(line);
  if (request !== undefined) return [{ kind: "request", text: request }];
  const path = consolePath(line);
  if (path.length > 0) return path;
  const tokens = line.split(/[\s,;|"'`()[\]]+/).filter((token) => token !== "");
  const named = tokens.flatMap((token) => permissionOrScope(token));
  const words = isUnderScopes ? scopeWords(line, tokens) : [];
  return [...words.map((text): Found => ({ kind: "scope", text, means: text })), ...named];
}

/** Single words that are scopes (`routing`): where nothing else stands on the line or in the cell of a table. */
function scopeWords(line: string, tokens: readonly string[]): string[] {
  const cells = line.startsWith("|") ? line.split("|").map((cell) => cell.replace(/[`*\s]/g, "")) : [];
  const isList = tokens.every((token) => scopeExists(token));
  return [...(isList ? tokens : []), ...cells].filter((word) => !word.includes(":") && scopeExists(word));
}

function requestOfJson(line: string): string | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return requestOfObject(JSON.parse(line));
  } catch {
    return undefined;
  }
}

const PERMISSION = /^[A-Za-z][\w-]*(:[\w*-]+){2,}$/;

/** `routing:queue:view`, `analytics:readonly`; a text with two colons that is neither is a permission that nobody knows. */
function permissionOrScope(token: string): Found[] {
  const text = token.replace(/[.:]+$/, "");
  if (scopeExists(text) && text.includes(":")) return [{ kind: "scope", text, means: text }];
  if (!PERMISSION.test(text)) return [];
  return [{ kind: "permission", text, means: spelt(text) }];
}

const byLowerCase = lazy(() => new Map([...allPermissions()].map((one) => [one.toLowerCase(), one])));

/** The permission itself, a pattern as it stands, or the permission that differs in capitals only. */
function spelt(text: string): string | undefined {
  if (permissionExists(text) || text.includes("*")) return text;
  return byLowerCase().get(text.toLowerCase());
}

/** `Analytics > Conversation Detail > View, Edit`, also with arrows, and a row of a table of three columns. */
function consolePath(line: string): Found[] {
  const byArrow = line.split(/\s*(?:>+|→|»|➔|&gt;)\s*/);
  const parts = byArrow.length > 1 ? byArrow : line.replace(/^\||\|$/g, "").split(/\s*(?:\||\t|;|,)\s*/);
  const [domain = "", entity = "", ...rest] = parts.map((part) => part.replace(/[*_`"]/g, "").trim());
  const isTable = byArrow.length === 1;
  if (parts.length < 2 || (isTable && (parts.length < 3 || !isConsoleDomain(domain)))) return [];
  const actions = (rest.length > 0 ? rest.join(",") : "")
    .split(/\s*(?:,|;|\/|&|\band\b)\s*/i)
    .filter((one) => one !== "");
  const paths = actions.length > 0 ? actions.map((action) => [domain, entity, action]) : [[domain, entity]];
  const found = paths.map((path): Found & { means: string | undefined } => {
    return { kind: "permission", text: path.join(" > "), means: permissionOfConsolePath(path) };
  });
  // A sentence may have a ">" or commas: one known permission, or a known domain, makes it a list.
  return found.some(({ means }) => means !== undefined) || (!isTable && isConsoleDomain(domain)) ? found : [];
}
