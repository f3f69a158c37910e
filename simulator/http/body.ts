/** Request bodies, checked by a schema. */
import type { z } from "zod";
import { ApiError } from "./errors.ts";

/** Reads a request body by its schema; throws the vendor's 400 with the first thing that is wrong. */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? undefined);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue && issue.path.length > 0 ? issue.path.join(".") : "body";
  throw new ApiError(
    400,
    body === undefined ? "bad.request" : "invalid.property",
    `Invalid value for ${where}: ${issue?.message ?? "invalid"}.`,
  );
}

/** Optional in a request: absent and null mean the same, as the vendor's clients send `null` for "none". */
export function maybe<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined);
}
