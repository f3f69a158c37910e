/** Reads the vendor's error bodies: two shapes, one for the API and one for the token endpoint. */
import { z } from "zod";
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

/** @param mask takes secrets out of what the org wrote */
export function toApiError(
  method: string,
  path: string,
  answer: Answer,
  mask: (text: string) => string,
): GenesysApiError {
  const body = errorBody.safeParse(answer.body).data;
  const detail = body?.message || body?.description || "";
  return new GenesysApiError({
    method,
    path,
    status: answer.status,
    code: answer.networkCode || body?.code || body?.error || "",
    detail: mask(detail),
    correlationId: answer.headers["inin-correlation-id"] ?? body?.contextId ?? "",
  });
}
