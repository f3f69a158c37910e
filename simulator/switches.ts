/**
 * Behaviours of a real org that nobody could verify, and injections of what goes wrong, as switches. They can be given at start and changed while the simulator runs
 * (PUT /simulator/switches). Each default is what the sources suggest.
 */
export interface Switches {
  /**
   * POST, PUT and a new secret of OAuth clients are refused (400 bad.client.role) where a client-credentials caller does not hold the client's
   * roles itself. `role` compares role ids, `permissions` compares what the roles permit. Unverified for such callers: default `off`.
   */
  escalationGuard: "off" | "role" | "permissions";
  /** The same for callers that act as a user, for whom the vendor documents it. Default `role`. */
  escalationGuardForUsers: "off" | "role" | "permissions";
  /**
   * What an older client (30 days, by the vendor's help) is for seven days after its deletion, in which it can be restored: `inactive` with a
   * `dateToDelete`, or `deleted`. By `no` it is gone at once, as a younger one is. Which of them the API does is unverified. Default `no`.
   */
  deletedClientStays: "no" | "inactive" | "deleted";
  /** A client that acts for users is refused without a scope (400 missing.client.scope). That these are the grant types that need one is inferred. Default true. */
  scopesRequired: boolean;
  /** Two custom roles, or two divisions, with one name are refused with 409; `divisions`: two divisions only. Unverified for roles. Default true. */
  uniqueNames: boolean | "divisions";
  /** DELETE of a role that someone holds is refused with 409 instead of taking the grants along. The vendor's acceptance tests delete held roles. Default false. */
  refuseDeleteOfHeldRole: boolean;
  /** OAuth clients that the org may have, before 400 auth.too.many.clients; 0 = no limit. Default 0: the number of a real org is not public. */
  mostClients: number;
  /** Custom roles that the org may have, before 400 max.roles.exceeded; 0 = no limit. Default 0. */
  mostRoles: number;
  /** Divisions that the org may have, before 400 max.scopes.exceeded; 0 = no limit. Default 0. */
  mostDivisions: number;
  /** Roles, each in each division, that a subject may hold, before 400 max.role.assignments.exceeded; 0 = no limit. Default 0. */
  mostGrantsOfSubject: number;
  /** Stars in role policies come back as the expanded list (the vendor's change of June 2026). Default true. */
  expandWildcards: boolean;
  /** GET and PUT of a client show its secret, as before mid-2025. Default false. */
  secretOnRead: boolean;
  /** User-context tokens are limited by their client's scopes (Organization Settings, Enforce Scopes). Default false. */
  enforceScopes: boolean;
  /** Permissions that take no condition (`allowsConditions: false`). Which ones do is not public: default none. */
  withoutConditions: string[];
  /** Requests a minute and token before 429; 0 = no limit. Default 0 (a real org: 300). */
  requestsPerMinute: number;
  /** Requests a minute of one client and user, with all their tokens, before 429; 0 = no limit. Default 0 (a real org: 3,000). */
  requestsPerMinuteOfClient: number;
  /** Logins a minute and client before 400 "rate limit exceeded;"; 0 = no limit. Default 0. */
  loginsPerMinute: number;
  /** Milliseconds added to every answer. Default 0. */
  latencyMs: number;
  /**
   * Milliseconds before reads see a change: a new object answers 404 and is missing from listings, a changed or deleted one is still shown as
   * it was, with its grants. Writes see every change at once. Default 0.
   */
  readAfterWriteDelayMs: number;
  /**
   * What the listing of permissions says of single ones, in place of the catalogue: `unlisted` as for a product that was not bought, or that divisions
   * limit it, or do not. Only the listing changes. Default none.
   */
  permissions: Record<string, PermissionAnswer>;
  /** Requests for the result of a usage query that find it not done yet (queued, then running). Default 0. */
  usagePolls: number;
  /** The newer usage API: `failing` takes jobs and fails all, `absent` does not have it (404). Default `served`. */
  usageJobs: "served" | "failing" | "absent";
  /** Rows of a usage query before 400 max.response.size.reached; the older API gives so many and says that there are more. 0 = no limit. Default 0. */
  usageRowsMost: number;
  /** Logins are counted as usage too, as `POST /oauth/token`. Whether a real org does is unverified. Default false. */
  countLogins: boolean;
  /** Milliseconds before an entry of the audit can be read. Default 0. */
  auditDelayMs: number;
  /** Looks at a query of the audit that find it not done yet (queued, then running). Default 0. */
  auditPolls: number;
  /** Queries of the audit that are computed in the background: `failing` takes them and fails all. Default `served`. */
  auditQueries: "served" | "failing";
  /** The synchronous queries of the audit: `absent` does not have them (404). Default `served`. */
  auditRealtime: "served" | "absent";
  /** Days after which entries of the audit cannot be read any more; 0 = never. Default 0: how long a real org keeps them is not public. */
  auditDays: number;
  /** Services of the map of the audit. Default `PeoplePermissions` and `Groups`. */
  auditServices: string[];
  /** The same of the synchronous queries, which the vendor has for "certain services". */
  auditRealtimeServices: string[];
  /** Entries of a query of the audit above which it answers with an address in place of them; 0 = no limit. Default 0. */
  auditRowsMost: number;
  /**
   * How the audit tells a grant: `role` as a member of the role, as it was seen in live orgs, `subject` as a change of whoever holds it, `untold` not at
   * all. Default `role`.
   */
  auditGrants: "role" | "subject" | "untold";
  /** The vendor's releases and back-fills are told in the audit, by nobody and with the level SYSTEM. Unverified against a live org. Default true. */
  auditVendor: boolean;
  /** Entries about divisions in which the caller may not view the audit are left out. Unverified against a live org. Default false. */
  auditByDivision: boolean;
  /** Injections, each used up after `times` matching requests. Default none. */
  faults: Injection[];
}

export const PERMISSION_ANSWERS = ["unlisted", "limited", "everywhere"] as const;
export type PermissionAnswer = (typeof PERMISSION_ANSWERS)[number];

/** An answer that goes wrong on purpose. */
export interface Injection {
  /** Matches the method; absent: any. */
  method?: string;
  /** Matches when the path (after the host, with /api/v2, without query) matches this regular expression. */
  path: string;
  /**
   * `status`: answer with it. `drop-before`: close the connection, nothing done. `drop-after`: do it, then close the connection.
   * `hang-before`: never answer, nothing done. `hang-after`: do it, then never answer. `expire-token`: the token is revoked, 401.
   */
  kind: (typeof INJECTION_KINDS)[number];
  status?: number;
  /** For `status`: the code of the body in place of the usual one of the status, such as `authz.policy.denied` or `feature.forbidden`. */
  code?: string;
  /** For `status`: the message of the body. */
  text?: string;
  /** Seconds, for the Retry-After header of a 429 or 503. */
  retryAfter?: number;
  /** Number of requests that it strikes. */
  times: number;
  /** Matching requests that it lets pass first. Default 0. */
  skip?: number;
}

export const INJECTION_KINDS = [
  "status",
  "drop-before",
  "drop-after",
  "hang-before",
  "hang-after",
  "expire-token",
] as const;

export const DEFAULT_SWITCHES: Switches = {
  escalationGuard: "off",
  escalationGuardForUsers: "role",
  deletedClientStays: "no",
  scopesRequired: true,
  uniqueNames: true,
  refuseDeleteOfHeldRole: false,
  mostClients: 0,
  mostRoles: 0,
  mostDivisions: 0,
  mostGrantsOfSubject: 0,
  expandWildcards: true,
  secretOnRead: false,
  withoutConditions: [],
  enforceScopes: false,
  requestsPerMinute: 0,
  requestsPerMinuteOfClient: 0,
  loginsPerMinute: 0,
  latencyMs: 0,
  readAfterWriteDelayMs: 0,
  permissions: {},
  usagePolls: 0,
  usageJobs: "served",
  usageRowsMost: 0,
  countLogins: false,
  auditDelayMs: 0,
  auditPolls: 0,
  auditQueries: "served",
  auditRealtime: "served",
  auditDays: 0,
  auditServices: ["PeoplePermissions", "Groups"],
  auditRealtimeServices: ["PeoplePermissions", "Groups"],
  auditRowsMost: 0,
  auditGrants: "role",
  auditVendor: true,
  auditByDivision: false,
  faults: [],
};
