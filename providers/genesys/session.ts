/** A session is shared by all resources of one run: one client with one token and one limiter, listings, and who the deployer is. */
import { isStatus } from "./apiError.ts";
import { type ClientOptions, GenesysClient } from "./client.ts";
import type { Connection } from "./connection.ts";
import { type Deployer, readDeployer } from "./deployer.ts";
import { HeldDivisions } from "./heldDivisions.ts";
import { type Listings, makeListings } from "./listings.ts";
import { type WireSubject, wireOrganization, wireSubject } from "./wire.ts";

export interface Organization {
  readonly id: string;
  readonly name: string;
}

export interface SessionOptions extends ClientOptions {
  /** Takes what a person should know though nothing failed: one sentence, in which texts of the org may stand. */
  readonly tell?: (text: string) => void;
}

export class Session {
  readonly client: GenesysClient;
  readonly listings: Listings;
  readonly heldDivisions: HeldDivisions;
  /**
   * Ids that this run created, took over or granted. The engine can create a resource and delete its older self under the same id in
   * one run (`--replace`, a renamed key of a grant): that delete must not undo the create.
   */
  readonly made = new Set<string>();
  readonly tell: (text: string) => void;
  readonly #once = new Map<string, Promise<unknown>>();

  constructor(connection: Connection, options: SessionOptions = {}) {
    this.tell = options.tell ?? (() => undefined);
    this.client = new GenesysClient(connection, options);
    this.listings = makeListings(this.client);
    this.heldDivisions = new HeldDivisions(this.client, (id) => this.subject(id));
  }

  /** The org that the credentials belong to. Nothing else is read before it, so it alone bears what a busy org else refuses to many calls. */
  organization(): Promise<Organization> {
    const read = () => this.client.get("/api/v2/organizations/me", wireOrganization);
    return this.#remember("organization", () =>
      read().catch((error: unknown) => {
        if (isStatus(error, 429)) return read();
        throw error;
      }),
    );
  }

  /** The OAuth client that deploys, and the roles that it must not lose. */
  deployer(): Promise<Deployer> {
    return this.#remember("deployer", () => readDeployer(this.client));
  }

  /** A user, group or client with its grants; undefined when the org does not know it. */
  subject(id: string): Promise<WireSubject | undefined> {
    return this.#remember(`subject ${id}`, async () => {
      try {
        // Without includeDuplicates a direct grant that a group gives as well may be shown as the group's only.
        const query = { includeDuplicates: true };
        return await this.client.get(`/api/v2/authorization/subjects/${encodeURIComponent(id)}`, wireSubject, {
          query,
        });
      } catch (error) {
        if (isStatus(error, 404)) return undefined;
        throw error;
      }
    });
  }

  /** Call after every write of a grant of this subject. */
  forgetSubject(id: string): void {
    this.#once.delete(`subject ${id}`);
    this.heldDivisions.wrote(id);
  }

  /** Failures are not remembered. */
  #remember<T>(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.#once.get(key) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const reading = read();
    this.#once.set(key, reading);
    reading.catch(() => {
      if (this.#once.get(key) === reading) this.#once.delete(key);
    });
    return reading;
  }
}

const sessions = new Map<string, Session>();

/** One session per org, login and client in this process. */
export function sessionFor(connection: Connection, options: SessionOptions = {}): Session {
  const { apiUrl, loginUrl, clientId } = connection;
  const key = JSON.stringify([apiUrl, loginUrl, clientId]);
  const session = sessions.get(key) ?? new Session(connection, options);
  sessions.set(key, session);
  return session;
}
