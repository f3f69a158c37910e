/** Takes a pasted text apart: the JSON of an answer, anywhere in the text, or else its words. */
import { z } from "zod";
import { errorCodes } from "../catalogue/errors.ts";
import { permissionExists } from "../catalogue/permissions.ts";
import { lazy } from "../values/lazy.ts";

export interface PastedText {
  readonly text: string;
  /** `code` of the API's error body. */
  readonly code?: string;
  /** `error` of the login's answer. */
  readonly loginError?: string;
  readonly status?: number;
  readonly correlationId?: string;
  /** Single permissions that the text names, in its order. */
  readonly permissions: readonly string[];
  /** An answer without an error and without anything in it. */
  readonly isEmptyResult: boolean;
}

/** Longer than any error body; what follows is not looked at. */
const MAX_LENGTH = 200_000;

const nested = z.looseObject({ code: z.string().optional(), message: z.string().optional() });
/** Fields that say something; anything of another type is as good as absent. */
const body = z.looseObject({
  code: z.string().optional().catch(undefined),
  error: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  status: z.coerce.number().int().optional().catch(undefined),
  contextId: z.string().optional().catch(undefined),
  messageParams: z.record(z.string(), z.unknown()).optional().catch(undefined),
  errors: z.array(nested).optional().catch(undefined),
});

export function readPasted(pasted: string): PastedText {
  const text = pasted.slice(0, MAX_LENGTH).trim();
  const json = jsonIn(text);
  const parsed = body.safeParse(json);
  const fields = parsed.success ? parsed.data : {};
  const code = fields.code ?? fields.errors?.find((inner) => inner.code !== undefined)?.code ?? codeIn(text);
  const status = fields.status ?? statusIn(text);
  const correlationId = fields.contextId ?? /correlation-?id["\s:=]+([\w-]{8,})/i.exec(text)?.[1];
  return {
    text,
    ...(code !== undefined && { code }),
    ...(fields.error !== undefined ? { loginError: fields.error } : loginErrorIn(text)),
    ...(status !== undefined && { status }),
    ...(correlationId !== undefined && { correlationId }),
    permissions: permissionsIn(text),
    isEmptyResult: isEmpty(text, json, status),
  };
}

/** The first JSON object or list that the text holds, behind a status line or an SDK's words. */
function jsonIn(text: string): unknown {
  for (const [open, close] of ["{}", "[]"].map((pair) => [pair[0] ?? "", pair[1] ?? ""] as const)) {
    const [from, to] = [text.indexOf(open), text.lastIndexOf(close)];
    if (from < 0 || to < from) continue;
    try {
      return JSON.parse(text.slice(from, to + 1));
    } catch {
      // a bracket list of permissions, or half of a body: the words are read instead
    }
  }
  return undefined;
}

/** The first code of the catalogue that stands in the text as a word. */
const codePattern = lazy(() => wordOf(errorCodes("api")));
const loginErrorPattern = lazy(() => wordOf(errorCodes("login")));

function wordOf(codes: readonly string[]): RegExp {
  return new RegExp(`\\b(${codes.map((code) => code.replaceAll(".", "\\.")).join("|")})\\b`);
}

function codeIn(text: string): string | undefined {
  return codePattern().exec(text)?.[1];
}

function loginErrorIn(text: string): Pick<PastedText, "loginError"> {
  const found = loginErrorPattern().exec(text)?.[1];
  return found === undefined ? {} : { loginError: found };
}

/** `HTTP/1.1 403`, `API Error: 403 - …`, `status 403`, `403 Forbidden`. */
function statusIn(text: string): number | undefined {
  const found = /(?:HTTP\/[\d.]+|API Error:|status(?: code)?[\s:=]*|^)\s*([1-5]\d\d)\b/im.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** In brackets, as the vendor's sentences end (`[routing:queue:view, routing:queue:edit]`); elsewhere only what the catalogue knows. */
function permissionsIn(text: string): string[] {
  const bracketed = new Set((text.match(/\[[^[\]]*\]/g) ?? []).flatMap(wordsLikePermissions));
  const all = new Set(wordsLikePermissions(text));
  return [...all].filter((word) => bracketed.has(word) || permissionExists(word));
}

function wordsLikePermissions(text: string): string[] {
  return text.match(/(?<![\w:.-])[A-Za-z][\w-]*:[A-Za-z][\w-]*:[A-Za-z][\w-]*(?![\w:-])/g) ?? [];
}

/** Lists that the API's answers hold their results in; a count of zero says the same. */
function isEmpty(text: string, json: unknown, status: number | undefined): boolean {
  if (status !== undefined && status >= 300) return false;
  if (text === "" || text === "{}" || text === "[]") return true;
  if (Array.isArray(json)) return json.length === 0;
  if (typeof json !== "object" || json === null || "code" in json || "error" in json) return false;
  const lists = ["entities", "conversations", "results", "users", "queues", "recordings"];
  const fields = Object.entries(json);
  const isNothing = ([key, value]: [string, unknown]) =>
    (lists.includes(key) && (value === null || (Array.isArray(value) && value.length === 0))) ||
    (/^total(Hits|Count)?$/.test(key) && value === 0);
  return fields.some(isNothing);
}
