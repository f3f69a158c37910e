/** Errors with the vendor's codes and its form of a body. */

/** A limit of the org, as the vendor's error bodies and its listings of limits show it. */
export interface Limit {
  readonly key: string;
  readonly namespace: string;
  readonly value: number;
}

/**
 * An answer that is an error in the vendor's body: `{message, code, status, contextId, details, errors}`.
 * Codes are those of the vendor's public API description; where no source names one, the nearest general code is used and a comment says so.
 */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  /** Whole seconds, sent as Retry-After. */
  readonly retryAfter: number | undefined;
  /** The limit that was exceeded; programs look for its key in the body. */
  readonly limit: Limit | undefined;

  constructor(status: number, code: string, message: string, retryAfter?: number, limit?: Limit) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
    this.limit = limit;
  }
}

export const badRequest = (message: string) => new ApiError(400, "bad.request", message);
export const invalidValue = (message: string) => new ApiError(400, "invalid.value", message);
export const invalidQuery = (name: string, value: string) =>
  new ApiError(400, "invalid.query.param.value", `Value [${value}] is not valid for query parameter [${name}].`);
export const notFound = (what: string, id: string) =>
  new ApiError(404, "not.found", `The ${what} with id ${id} was not found.`);
/** The vendor's definition has this for divisions. For roles it has none: unverified, like everything that `uniqueNames` does there. */
export const nameTaken = (what: string, name: string) =>
  new ApiError(409, "resource.already.exists", `A resource with that name already exists: the ${what} ${name}.`);

/** The vendor's error body. `contextId` is the correlation id of the answer. */
export function errorBody(error: ApiError, contextId: string): Record<string, unknown> {
  return {
    message: error.message,
    code: error.code,
    status: error.status,
    contextId,
    messageParams: {},
    ...(error.limit && { limit: error.limit }),
    details: [],
    errors: [],
  };
}
