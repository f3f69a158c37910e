/** Calls that the org does not answer, answers late or answers with a refusal that passes. */
import type { Injection } from "../../../simulator/index.ts";
import type { Fault } from "../fault.ts";
import { CHANGED_HOLDINGS, CHANGED_SPEC } from "../specs.ts";
import { logins, status, strikeOnce, writeSpec } from "./steps.ts";

/** Every kind of write call, `METHOD path`. */
const CREATES = [
  "POST ^/api/v2/authorization/divisions$",
  "POST ^/api/v2/authorization/roles$",
  "POST ^/api/v2/oauth/clients$",
  "POST /subjects/[^/]+/bulkadd$",
];
const CHANGES = [
  "PUT /authorization/divisions/",
  "PUT /authorization/roles/",
  "PUT /oauth/clients/",
  "POST /subjects/[^/]+/bulkadd$",
  "DELETE /subjects/",
];
const LOGIN = "POST ^/oauth/token$";
const REMOVALS = [
  "POST /subjects/[^/]+/bulkremove$",
  "DELETE /subjects/",
  "PUT /oauth/clients/",
  "DELETE /oauth/clients/",
  "DELETE /authorization/roles/",
  "DELETE /authorization/divisions/",
];

export const CALL_FAULTS: readonly Fault[] = [
  {
    id: "429-storm",
    title: "The org answers 429 twelve times, whatever is asked",
    switches: { faults: [{ path: "^/api/", kind: "status", status: 429, retryAfter: 1, times: 12 }] },
  },
  {
    id: "429-too-long",
    title: "The org asks for a pause of ten minutes in the middle of the run",
    switches: { faults: [status("POST ^/api/v2/oauth/clients$", 429, 600)] },
    fails: true,
    reads: ["POST /api/v2/oauth/clients: the org answered 429", "Wait a few minutes, then run the same command again."],
  },
  {
    id: "5xx-burst",
    title: "Every kind of create is answered with 500, 503 or 504 once, and a listing twice",
    switches: {
      faults: [
        ...CREATES.map((call, index) => status(call, [500, 503, 504][index % 3] ?? 500)),
        status("GET ^/api/v2/authorization/roles$", 503, 1, 2),
      ],
    },
  },
  {
    id: "5xx-stays",
    title: "Creates of clients are answered with 503 for as long as anybody tries",
    switches: { faults: [status("POST ^/api/v2/oauth/clients$", 503, 0, 99)] },
    fails: true,
    reads: [
      /POST \/api\/v2\/oauth\/clients: the org answered 503 .*\(correlation id [\w-]+\)/,
      "Run the same command again; give the correlation id to Genesys Cloud Care if it stays.",
    ],
  },
  ...(["drop-before", "drop-after"] as const).flatMap((kind) => cuts(kind)),
  {
    id: "token-expired",
    title: "Access tokens live for one second, in an org that takes its time",
    seed: (org) => ({ ...org, clients: org.clients.map((it) => ({ ...it, accessTokenValiditySeconds: 1 })) }),
    switches: { latencyMs: 300 },
    struck: (stage) => (logins(stage) > 2 ? [] : ["No token was renewed."]),
  },
  {
    id: "token-revoked",
    title: "The deployer's token is revoked three times in mid-run",
    switches: {
      faults: [CREATES[1] ?? "", CREATES[2] ?? "", CREATES[3] ?? ""].map((call) => strikeOnce(call, "expire-token")),
    },
  },
  {
    id: "login-rate-limit",
    title: "The token endpoint refuses program and provider twice each: too many logins",
    switches: { faults: [status(LOGIN, 400, undefined, 2), { ...status(LOGIN, 400, undefined, 2), skip: 3 }] },
  },
  {
    id: "secret-replaced",
    title: "The deployer's token is revoked in mid-run, and its secret is another one now",
    switches: {
      faults: [
        { ...strikeOnce("POST ^/api/v2/oauth/clients$", "expire-token"), times: 3 },
        { ...status(LOGIN, 401, undefined, 99), skip: 2 },
      ],
    },
    fails: true,
    reads: [
      "POST /oauth/token: the org answered 401 invalid_client: authentication failed",
      "Check the client id, its secret and the region",
    ],
  },
  {
    id: "not-yet-known",
    title: "New roles are unknown to grants and clients for a moment",
    switches: {
      faults: [
        status("POST /subjects/[^/]+/bulkadd$", 404, undefined, 2),
        status("POST ^/api/v2/oauth/clients$", 404, undefined, 2),
      ],
    },
  },
  {
    id: "stale-reads-up",
    title: "Reads see a change three seconds late: a first up",
    switches: { readAfterWriteDelayMs: 3000 },
  },
  {
    id: "stale-reads-change",
    title: "Reads see a change three seconds late: an up that changes everything",
    from: "deployed",
    switches: { readAfterWriteDelayMs: 3000 },
    prepare: writeSpec(CHANGED_SPEC),
    ends: CHANGED_HOLDINGS,
  },
  {
    id: "stale-reads-destroy",
    title: "Reads see a change three seconds late: a destroy",
    from: "deployed",
    command: "destroy",
    switches: { readAfterWriteDelayMs: 3000 },
  },
];

/** The connection is cut once in every kind of write call, before or after the org did it. */
function cuts(kind: "drop-before" | "drop-after"): Fault[] {
  const when = kind === "drop-before" ? "before" : "after";
  const each = (calls: readonly string[]): { faults: Injection[] } => ({
    faults: calls.map((call) => strikeOnce(call, kind)),
  });
  return [
    {
      id: `cut-${when}-create`,
      title: `The connection is cut ${when} each kind of create`,
      switches: each(CREATES),
    },
    {
      id: `cut-${when}-change`,
      title: `The connection is cut ${when} each kind of change`,
      from: "deployed",
      prepare: writeSpec(CHANGED_SPEC),
      switches: each(CHANGES),
      ends: CHANGED_HOLDINGS,
    },
    {
      id: `cut-${when}-removal`,
      title: `The connection is cut ${when} each kind of removal`,
      from: "deployed",
      command: "destroy",
      switches: each(REMOVALS),
    },
  ];
}
