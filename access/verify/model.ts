/** A verification: claims of a spec, the requests that test them with a client's own token, and what the answers prove. */
import { z } from "zod";

/** Raised when a reader of the old form would misread the new one. */
export const VERIFICATION_VERSION = 1;

/**
 * `proved` and `refuted` by an answer of the org; `not provable` with a reason. An expected refusal counts only where the same run has a
 * positive control: else a broken token, a typo or an outage would look like isolation.
 */
export const VERDICTS = ["proved", "refuted", "not provable"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Why nothing is proved. */
export const UNPROVABLE = [
  "no object",
  "write only",
  "no control",
  "throttled",
  "budget",
  "ambiguous answer",
  "not answered",
  "acts for users",
  "no credentials",
  "other client",
] as const;
export type Unprovable = (typeof UNPROVABLE)[number];

/**
 * `own token`: whose it is. `grants`: what the org says that the client holds. `permission`: one permission, asked for directly. `call`: an operation.
 * `border`: an object of another division by its id. `nested`: what lies under such an object. `listing`: what a listing shows. `revocation`: credentials of
 * before.
 */
export const PROBE_KINDS = [
  "own token",
  "grants",
  "permission",
  "call",
  "border",
  "nested",
  "listing",
  "revocation",
] as const;
export type ProbeKind = (typeof PROBE_KINDS)[number];

const text = z.string();
const count = z.int().nonnegative();
const counts = z.strictObject({ proved: count, refuted: count, notProvable: count });

const row = z.strictObject({
  kind: z.enum(PROBE_KINDS),
  /** What the spec says, as a sentence, and where. */
  claim: text,
  place: z.strictObject({ file: text, line: count, path: text }),
  /** The request, without its host; empty where none belongs to it. */
  probe: text,
  expected: text,
  /** Null where nothing was asked, or nothing came. */
  got: z
    .strictObject({ status: count, correlationId: text, code: text, count: count.nullable(), words: text })
    .nullable(),
  verdict: z.enum(VERDICTS),
  reason: z.enum(UNPROVABLE).nullable(),
  /** What shows that a refusal is one; null where an answer speaks for itself, or there is none. */
  control: text.nullable(),
  remark: text.nullable(),
});

const client = z.strictObject({
  client: text,
  name: text,
  /** As the org says it; null where the client did not log in. */
  clientId: text.nullable(),
  /** Logins and the end of the token are among them. */
  requests: count,
  /** Null where there was no token. */
  tokenEnded: z.boolean().nullable(),
  counts,
  rows: z.array(row),
});

export const verificationSchema = z.strictObject({
  formatVersion: z.literal(VERIFICATION_VERSION),
  tool: text,
  /** ISO 8601 in UTC. */
  startedAt: text,
  endedAt: text,
  /** `embedded`: an org that was made from the spec, on this machine: it shows what the spec says, and nothing about the real org. */
  org: z.enum(["real", "embedded"]),
  stack: text,
  file: text,
  /** Of what the spec says, whatever its layout. */
  specDigest: text,
  organization: z.strictObject({ id: text, name: text }),
  catalogueDate: text,
  /** The client that read which objects there are. */
  readBy: z.strictObject({ clientId: text }),
  /** Requests that a client may make. */
  maxRequests: count,
  inventory: z.array(
    z.strictObject({ kind: text, state: z.enum(["read", "partly", "not-read"]), count, reason: text.nullable() }),
  ),
  clients: z.array(client),
  counts,
  /** Nothing is left unproved. */
  complete: z.boolean(),
  /** Where the org holds what the spec says and answers otherwise than this tool foretells: faults of the tool, with what to report. */
  disagreements: z.array(z.strictObject({ client: text, probe: text, sentence: text })),
  /** What divisions do not close, and what was not tried. */
  notTested: z.array(text),
});

export type Verification = z.infer<typeof verificationSchema>;
export type VerifiedClient = z.infer<typeof client>;
export type VerifiedRow = z.infer<typeof row>;
export type VerdictCounts = z.infer<typeof counts>;
