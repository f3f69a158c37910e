/** Reads the vendor's error bodies: two shapes, one for the API and one for the token endpoint. */
import { z } from "zod";
import { printable } from "../../access/values/untrusted.ts";
import { GenesysApiError } from "./apiError.ts";
import type { Answer } from "./transport.ts";

/** API: `{message, code, contextId}`; token endpoint: `{error, description, error_description}`. */
const errorBody = z.object({
  message: z.string().catch(""),
  code: z.string().catch(""),
  contextId: z.string().catch(""),
  error: z.string().catch(""),
  description: z.string().catch(""),
});

export function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

/** The code that the org gave, as it wrote it; empty where it gave none. */
export function codeOf({ body }: Answer): string {
  const parsed = errorBody.safeParse(body).data;
  return parsed?.code || parsed?.error || "";
}

/** More than any sentence of the vendor's; the longest texts with lists of permissions have a few hundred characters. */
const LONGEST_QUOTE = 2000;
/** Long enough that a secret which this cuts in two lies behind everything that is quoted. */
const LONGEST_LOOK = 65_536;

/** @param mask takes secrets out of what the org wrote, or a proxy on the way to it */
export function toApiError(
  method: string,
  path: string,
  answer: Answer,
  mask: (text: string) => string,
  note?: string,
): GenesysApiError {
  const body = errorBody.safeParse(answer.body).data;
  const detail = body?.message || body?.description || "";
  const quoted = (text: string) => quotedBy(mask, text);
  return new GenesysApiError({
    method,
    path,
    status: answer.status,
    code: answer.networkCode || quoted(codeOf(answer)),
    detail: quoted(detail),
    correlationId: quoted(answer.headers["inin-correlation-id"] ?? body?.contextId ?? ""),
    ...(note !== undefined && { note }),
  });
}

/** One line without secrets, of a bounded length, that moves no cursor. */
function quotedBy(mask: (text: string) => string, text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const clear = printable(mask(line.slice(0, LONGEST_LOOK)));
  return clear.length > LONGEST_QUOTE ? `${clear.slice(0, LONGEST_QUOTE)}…` : clear;
}
