/**
 * The operations of the API that a deployment calls, by the kind of thing that it works on: one table for planning and for the lifecycles of
 * `providers/`. The permissions that each operation asks for are in `catalogue/operations.tsv`. A test runs every lifecycle on the embedded org
 * and compares its calls with this table.
 */

/** `read` to look up and refresh, `write` to make and change, `remove` to delete, to narrow and to clean up after an interrupted run. */
export const PHASES = ["read", "write", "remove"] as const;
export type Phase = (typeof PHASES)[number];

/** The kinds of things that a stack makes in an org. `clientRole` is a role of a client that the stack makes. */
export type Kind = "division" | "role" | "client" | "clientRole" | "grant";

const DIVISIONS = "GET /api/v2/authorization/divisions";
const ROLES = "GET /api/v2/authorization/roles";
const CLIENTS = "GET /api/v2/oauth/clients";
const GRANT = "POST /api/v2/authorization/subjects/{subjectId}/bulkadd";
const REVOKE = "DELETE /api/v2/authorization/subjects/{subjectId}/divisions/{divisionId}/roles/{roleId}";
/** Revokes a role in several divisions with one call. */
const REVOKE_TOGETHER = "POST /api/v2/authorization/subjects/{subjectId}/bulkremove";
/** Tells of many subjects in one call; where the deployer may not read it, each subject is read. */
const HOLDERS = "GET /api/v2/authorization/roles/{roleId}/subjectgrants";

/** The calls that identify the deployer and its org: made in every run. */
export const IDENTITY_CALLS: readonly string[] = [
  "GET /api/v2/organizations/me",
  "GET /api/v2/tokens/me",
  "GET /api/v2/authorization/subjects/me",
];

/** The number of divisions that the org may have: read where the stack makes or renames one. It asks for no permission. */
export const DIVISIONS_LIMIT_CALL = "GET /api/v2/authorization/divisions/limit";

/** The reads before planning, by the kind of thing that the spec names; those of `always` for every spec. */
export const PLAN_CALLS = {
  always: [DIVISIONS],
  /** `users:` */
  users: ["POST /api/v2/users/search"],
  /** `groups:` */
  groups: ["POST /api/v2/groups/search"],
  /** Roles with `existing:`. */
  roles: [ROLES],
  /** Clients with `existing:`. */
  clients: [CLIENTS],
  /** Permissions that the catalogue does not know. */
  permissions: ["GET /api/v2/authorization/permissions"],
} as const satisfies Record<string, readonly string[]>;

/** The operations of each lifecycle, by phase. A create or an update may call those of `read` and `remove` too: it looks first, and may take away. */
export const LIFECYCLE_CALLS: Readonly<Record<Kind, Readonly<Record<Phase, readonly string[]>>>> = {
  division: {
    read: [DIVISIONS, "GET /api/v2/authorization/divisions/{divisionId}"],
    write: ["POST /api/v2/authorization/divisions", "PUT /api/v2/authorization/divisions/{divisionId}"],
    remove: ["DELETE /api/v2/authorization/divisions/{divisionId}"],
  },
  role: {
    read: [ROLES, "GET /api/v2/authorization/roles/{roleId}"],
    write: ["POST /api/v2/authorization/roles", "PUT /api/v2/authorization/roles/{roleId}"],
    remove: [HOLDERS, "DELETE /api/v2/authorization/roles/{roleId}"],
  },
  client: {
    // The names of roles and divisions that somebody added to a client by hand.
    read: [CLIENTS, "GET /api/v2/oauth/clients/{clientId}", ROLES, DIVISIONS],
    write: ["POST /api/v2/oauth/clients", "PUT /api/v2/oauth/clients/{clientId}"],
    remove: ["DELETE /api/v2/oauth/clients/{clientId}"],
  },
  // Before a role gains permissions, a client that loses divisions of it loses them first (program/narrowFirst.ts).
  clientRole: { read: [], write: [], remove: [GRANT, REVOKE] },
  grant: {
    // Roles for what an existing one permits.
    read: ["GET /api/v2/authorization/subjects/{subjectId}", HOLDERS, DIVISIONS, ROLES],
    write: [GRANT],
    remove: [REVOKE, REVOKE_TOGETHER],
  },
};
