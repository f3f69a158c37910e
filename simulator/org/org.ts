/** The org in memory: its data, its clock, its secrets, and lookups over them. */
import { canonical } from "./canonical.ts";
import type { Client, Division, Grant, Group, OrgData, Role, User } from "./orgData.ts";

/** The simulator's source of the present time, in milliseconds since 1970; tests give one that they can move. */
export type Clock = () => number;

/** The org as it was until a change. */
interface Past {
  readonly until: number;
  readonly data: OrgData;
}

/** The org while the simulator runs: its data, and what it was a moment ago (for the read-after-write delay). */
export class Org {
  readonly data: OrgData;
  readonly now: Clock;
  readonly #secrets: Map<string, string>;
  /** Oldest first. */
  #past: Past[] = [];

  constructor(data: OrgData, now: Clock, secrets = new Map<string, string>()) {
    this.data = canonical(data);
    this.now = now;
    this.#secrets = secrets;
  }

  /** The present in the API's layout, `YYYY-MM-DDTHH:MM:SS.sssZ`. */
  timestamp(): string {
    return new Date(this.now()).toISOString();
  }

  /** Call before every change: reads go on seeing the org of this moment for `delayMs`. */
  beforeChange(delayMs: number): void {
    const now = this.now();
    this.#past = this.#past.filter(({ until }) => until > now - delayMs);
    if (delayMs > 0) this.#past.push({ until: now, data: canonical(this.data) });
  }

  /** The org as reads see it: without the changes of the last `delayMs`. */
  readSide(delayMs: number): Org {
    const seen = this.#past.find(({ until }) => until > this.now() - delayMs);
    return seen === undefined ? this : new Org(seen.data, this.now, this.#secrets);
  }

  /** Keeps a new client secret in memory, for the switch that shows secrets on read. The data holds hashes only. */
  rememberSecret(clientId: string, secret: string): void {
    this.#secrets.set(clientId, secret);
  }

  /** The secret of a client that was made or rotated in this run. */
  secretOf(clientId: string): string | undefined {
    return this.#secrets.get(clientId);
  }

  get homeDivision(): Division {
    const home = this.data.divisions.find(({ homeDivision }) => homeDivision);
    if (home === undefined) throw new Error("The org has no home division: repair its data file.");
    return home;
  }

  division(id: string): Division | undefined {
    return this.data.divisions.find((it) => it.id === id && !it.deleted);
  }

  role(id: string): Role | undefined {
    return this.data.roles.find((it) => it.id === id);
  }

  client(id: string): Client | undefined {
    return this.data.clients.find((it) => it.id === id);
  }

  /** A deleted user is none, though searches find it. */
  user(id: string): User | undefined {
    return this.data.users.find((it) => it.id === id && it.state !== "deleted");
  }

  group(id: string): Group | undefined {
    return this.data.groups.find((it) => it.id === id);
  }

  /** Grants made to the subject itself. */
  grantsOf(subjectId: string): Grant[] {
    return this.data.grants.filter((it) => it.subjectId === subjectId);
  }

  /** Own grants, and for a user those of its groups too. */
  effectiveGrantsOf(subjectId: string): Grant[] {
    const groups = this.data.groups.filter(({ memberIds }) => memberIds.includes(subjectId)).map(({ id }) => id);
    return [subjectId, ...groups].flatMap((id) => this.grantsOf(id));
  }
}
