/** Errors that the Pulumi engine shows to a person. */

import { GenesysApiError } from "./genesys/apiError.ts";
import { ConnectionError } from "./genesys/connection.ts";

/** The object that a failed step left in the org, as the engine stores it. */
export interface Remains {
  readonly id: string;
  /** Full outputs as they are now. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/**
 * One line for the user. The plugin process prints `${error}: ${error.stack}` for check, diff, read and delete, so name and stack
 * are empty: what is left is the message.
 */
export class ProviderError extends Error {
  override readonly name = "";
  override readonly stack = "";
  /** With these three the engine keeps the object in the state and continues with an update next time. */
  readonly id?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly reasons?: readonly string[];

  constructor(message: string, remains?: Remains) {
    super(message);
    if (remains === undefined) return;
    this.id = remains.id;
    this.properties = remains.properties;
    this.reasons = [message];
  }
}

/** Errors that a person can act on become one line; anything else is a fault of this program and keeps its trace. */
export function toProviderError(error: unknown): unknown {
  return error instanceof GenesysApiError || error instanceof ConnectionError
    ? new ProviderError(error.message)
    : error;
}

/** The same error for an object that exists and is now as `remains` says. */
export function partialFailure(error: unknown, remains: Remains): unknown {
  const shown = toProviderError(error);
  return shown instanceof ProviderError ? new ProviderError(shown.message, remains) : error;
}
