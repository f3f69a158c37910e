/** Bearer tokens: issued at a login, looked up by each request, revoked. */
import { randomBytes } from "node:crypto";
import { ApiError } from "../http/errors.ts";
import type { Org } from "../org/org.ts";
import type { Client } from "../org/orgData.ts";

/** The caller of a request: an OAuth client with its own grants, or a user through a client. */
export interface Caller {
  readonly token: string;
  readonly client: Client;
  /** The user of a user-context token. */
  readonly userId?: string;
  /** The subject whose grants decide: the user of a user-context token, otherwise the client. */
  readonly subjectId: string;
}

interface Issued {
  readonly clientId: string;
  readonly userId?: string;
  readonly expiresAt: number;
}

/** Bearer tokens, in memory only: no data file holds one, and a restart of the simulator ends them all. */
export class Tokens {
  readonly #org: Org;
  readonly #issued = new Map<string, Issued>();

  constructor(org: Org) {
    this.#org = org;
  }

  /** A new token for the client, or for a user who logged in through it. */
  issue(client: Client, userId?: string): string {
    const token = randomBytes(32).toString("base64url");
    const expiresAt = this.#org.now() + client.accessTokenValiditySeconds * 1000;
    this.#issued.set(token, { clientId: client.id, expiresAt, ...(userId === undefined ? {} : { userId }) });
    return token;
  }

  /**
   * The caller behind an Authorization header; throws 401. Tokens die with their client: deleted, or disabled by the vendor. An inactive
   * client's tokens live on until they expire, and so do tokens from before a rotation of the secret (the vendor documents only that
   * there are no new ones).
   */
  authenticate(header: string | undefined): Caller {
    const token = /^bearer\s+(\S+)\s*$/i.exec(header ?? "")?.[1];
    if (token === undefined)
      throw new ApiError(
        401,
        "authentication.required",
        "No authentication bearer token specified in authorization header.",
      );
    const issued = this.#issued.get(token);
    const client = issued && this.#org.client(issued.clientId);
    if (issued === undefined || client === undefined || client.state === "disabled" || client.state === "deleted") {
      throw new ApiError(401, "bad.credentials", "Invalid login credentials.");
    }
    if (issued.expiresAt <= this.#org.now()) throw new ApiError(401, "credentials.expired", "The token has expired.");
    const { userId } = issued;
    return { token, client, subjectId: userId ?? client.id, ...(userId === undefined ? {} : { userId }) };
  }

  revoke(token: string): void {
    this.#issued.delete(token);
  }

  /** Ends every token of the user. */
  revokeUser(userId: string): void {
    for (const [token, issued] of this.#issued) if (issued.userId === userId) this.#issued.delete(token);
  }
}
