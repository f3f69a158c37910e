/**
 * Everything about access in one org, as one reading found it: the common input of whatever looks at an org that nobody manages. It has no
 * secrets, it says who read it, and every part that could not be read says why. Ids are the org's; lists are sorted by id, so that two readings of an
 * unchanged org differ in their times only.
 *
 * Names are the API's own (models of the vendor's SDKs), in this project's spelling. Null means: the org did not say.
 */
import { z } from "zod";

/** Raised when a reader of the old form would misread the new one. */
export const SNAPSHOT_VERSION = 1;

const maybe = <T extends z.ZodType>(type: T) => type.nullable();

const division = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  home: z.boolean(),
});

/** One policy of a role. The condition is the API's `resourceConditionNode` as the org stores it, unread: nothing of it may be lost. */
const policy = z.strictObject({
  domain: z.string(),
  /** `*` is every entity. */
  entity: z.string(),
  /** Sorted; `*` is every action. */
  actions: z.array(z.string()),
  condition: maybe(z.unknown()),
});

const role = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** One of the vendor's default roles. */
  default: z.boolean(),
  /** Old general permissions such as `admin`. */
  general: z.array(z.string()),
  /** Null where the org did not show them: what the role permits is then unknown, never nothing. */
  policies: maybe(z.array(policy)),
});

const client = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** In the API's spelling, also where this project does not know the type. */
  grantType: z.string(),
  /** Seconds. */
  tokenLifetime: maybe(z.number()),
  redirectUris: z.array(z.string()),
  scopes: z.array(z.string()),
  /** `active`, `inactive`; a deleted client is not in a reading. */
  state: z.string(),
  dateCreated: maybe(z.string()),
  dateModified: maybe(z.string()),
  /** The day on which the org deletes the client; null where nothing is planned or the org does not say. */
  dateToDelete: maybe(z.string()),
});

/** Whoever holds a role and is no client. Personal data are as `personalData` says. */
const person = z.strictObject({
  kind: z.enum(["user", "group"]),
  id: z.string(),
  /** The e-mail address of a user (Genesys `username`), the name of a group; null where it could not be read or was left out. */
  name: maybe(z.string()),
  /** `active`, `inactive`, `deleted`. */
  state: maybe(z.string()),
});

const grant = z.strictObject({
  subjectKind: z.enum(["client", "user", "group"]),
  subject: z.string(),
  role: z.string(),
  /** `*` is All-Divisions. */
  division: z.string(),
});

/** The parts of a reading; each has one line of coverage. */
export const SNAPSHOT_PARTS = [
  "settings",
  "divisions",
  "roles",
  "clients",
  "client-grants",
  "user-grants",
  "group-grants",
  "people",
] as const;
export type SnapshotPart = (typeof SNAPSHOT_PARTS)[number];

const coverage = z.strictObject({
  part: z.enum(SNAPSHOT_PARTS),
  /** `partly`: what is there is true, and more may exist. */
  state: z.enum(["read", "partly", "not-read"]),
  count: z.number(),
  /** One sentence with what is missing, why, and the permission that would show it; absent where everything was read. */
  reason: z.string().optional(),
});

export const snapshotSchema = z.strictObject({
  formatVersion: z.literal(SNAPSHOT_VERSION),
  /** What wrote it, name and version. */
  tool: z.string(),
  /** The org's clock at the end of the reading, ISO 8601 in UTC. */
  readAt: z.string(),
  organization: z.strictObject({ id: z.string(), name: z.string(), region: maybe(z.string()) }),
  /** The client that read it. It is never taken over, and its own role is not either. */
  readBy: z.strictObject({ clientId: z.string(), name: z.string() }),
  /** `GET /api/v2/authorization/roles/settings`: whether grants hold by division. */
  settings: z.strictObject({ authorizationGrantDivisionAware: maybe(z.boolean()) }),
  /** Names and addresses of users: as they are, as keyed hashes, or not there. */
  personalData: z.enum(["kept", "hashed", "left-out"]),
  divisions: z.array(division),
  roles: z.array(role),
  clients: z.array(client),
  people: z.array(person),
  /** Sorted by kind, subject, role and division. Of a group's members nothing is said: a grant stands at who was given it. */
  grants: z.array(grant),
  coverage: z.array(coverage),
});

export type Snapshot = z.infer<typeof snapshotSchema>;
export type SnapshotDivision = z.infer<typeof division>;
export type SnapshotPolicy = z.infer<typeof policy>;
export type SnapshotRole = z.infer<typeof role>;
export type SnapshotClient = z.infer<typeof client>;
export type SnapshotPerson = z.infer<typeof person>;
export type SnapshotGrant = z.infer<typeof grant>;
export type SnapshotCoverage = z.infer<typeof coverage>;

/**
 * Everything about who holds what was read. Whatever stands on an incomplete reading says so and does not end with 0. The org's settings are told in the
 * coverage, and do not count: the least deployer may not see them, and an org without divisions is told by its grants.
 */
export function isComplete({ coverage }: Pick<Snapshot, "coverage">): boolean {
  return coverage.every(({ part, state }) => state === "read" || part === "settings");
}
