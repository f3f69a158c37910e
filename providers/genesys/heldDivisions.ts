/**
 * Finds the divisions in which subjects hold roles, with few calls: a subject tells all its roles, a role all its holders. A hundred users
 * with one role are one listing; one user with many roles is one subject.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { isStatus } from "./apiError.ts";
import type { GenesysClient } from "./client.ts";
import { openPages } from "./paging.ts";
import { type WireHolder, type WireSubject, wireHolder } from "./wire.ts";

export interface AskedGrant {
  readonly subjectType: string;
  readonly subjectId: string;
  readonly roleId: string;
  /** Ids of the divisions that were granted at the last deploy. */
  readonly expected: ReadonlySet<string>;
}

/** The engine asks for each grant by itself, many at a time: the questions of one moment are decided on together. */
const MOMENT_MS = 10;
/** Types of subjects that hold a role for themselves alone. Any other type may be a group, from which users inherit. */
const SINGLE_HOLDERS: readonly string[] = ["PC_USER", "PC_OAUTH_CLIENT"];

export class HeldDivisions {
  readonly #client: GenesysClient;
  readonly #readSubject: (id: string) => Promise<WireSubject | undefined>;
  /** Subjects that are read themselves: begun already, or written since. */
  readonly #direct = new Set<string>();
  /** By role id. */
  readonly #holders = new Map<string, Promise<readonly WireHolder[]>>();
  /** Pages of a role's holders, where they are known. */
  readonly #pages = new Map<string, number>();
  /** The number of times that each subject and each role was asked for. */
  readonly #asked = new Map<string, number>();

  /** @param readSubject remembers what it has read */
  constructor(client: GenesysClient, readSubject: (id: string) => Promise<WireSubject | undefined>) {
    this.#client = client;
    this.#readSubject = readSubject;
  }

  /** Ids of the divisions in which the subject itself holds the role; empty where it, or the role, is gone. */
  async of(grant: AskedGrant): Promise<ReadonlySet<string>> {
    this.#count(grant.subjectId);
    this.#count(grant.roleId);
    await sleep(MOMENT_MS);
    if (this.#isByRole(grant)) {
      const holders = await this.#holdersOf(grant.roleId);
      if (confirms(holders, grant)) return grant.expected;
    }
    this.#direct.add(grant.subjectId);
    return ownDivisions(await this.#readSubject(grant.subjectId), grant);
  }

  /** After a write of a grant of this subject: listings of roles are older. */
  wrote(subjectId: string): void {
    this.#direct.add(subjectId);
  }

  #count(id: string): void {
    this.#asked.set(id, this.#askedFor(id) + 1);
  }

  #askedFor(id: string): number {
    return this.#asked.get(id) ?? 0;
  }

  /** True where the role's listing is there already, or answers more for its calls than the subject does for one. */
  #isByRole({ subjectId, roleId }: AskedGrant): boolean {
    if (this.#direct.has(subjectId)) return false;
    if (this.#holders.has(roleId)) return true;
    return this.#askedFor(roleId) / (this.#pages.get(roleId) ?? 1) > this.#askedFor(subjectId);
  }

  #holdersOf(roleId: string): Promise<readonly WireHolder[]> {
    const known = this.#holders.get(roleId);
    if (known !== undefined) return known;
    const reading = this.#readHolders(roleId);
    this.#holders.set(roleId, reading);
    // A failed read is not remembered.
    reading.catch(() => this.#holders.delete(roleId));
    return reading;
  }

  /** None where the role is gone or may not be read, and where the listing has more pages than grants were asked for: then subjects are read. */
  async #readHolders(roleId: string): Promise<readonly WireHolder[]> {
    try {
      const path = `/api/v2/authorization/roles/${encodeURIComponent(roleId)}/subjectgrants`;
      const pages = await openPages(this.#client, path, wireHolder);
      this.#pages.set(roleId, pages.count);
      if (pages.count <= this.#askedFor(roleId)) return await pages.all();
      this.#holders.delete(roleId);
    } catch (error) {
      if (!isStatus(error, 403, 404)) throw error;
    }
    return [];
  }
}

/**
 * A listing of holders can only confirm what was granted; where it shows anything else, the subject is asked, which tells own grants from
 * inherited ones. Unverified against a live org: whether this listing shows a user with what its group gives. So a user is confirmed only in
 * divisions that no group has.
 */
function confirms(holders: readonly WireHolder[], { subjectType, subjectId, expected }: AskedGrant): boolean {
  const held = divisionsOf(holders.filter(({ id }) => id === subjectId));
  if (held.size !== expected.size || [...held].some((id) => !expected.has(id))) return false;
  if (subjectType !== "PC_USER") return true;
  const inherited = divisionsOf(holders.filter(({ type }) => !SINGLE_HOLDERS.includes(type)));
  return ![...inherited].some((id) => expected.has(id));
}

function divisionsOf(holders: readonly WireHolder[]): Set<string> {
  return new Set(holders.flatMap(({ divisions }) => (divisions ?? []).map(({ id }) => id)));
}

/** A grant with another subject id is inherited from a group: that one is managed there. */
function ownDivisions(subject: WireSubject | undefined, grant: AskedGrant): ReadonlySet<string> {
  const own = (subject?.grants ?? []).filter(
    ({ subjectId, role }) => role.id === grant.roleId && (subjectId ?? grant.subjectId) === grant.subjectId,
  );
  return new Set(own.map(({ division }) => division.id));
}
