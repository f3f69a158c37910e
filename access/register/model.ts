/**
 * The access register of one or many orgs: who can do what, where, and why, as plain data. Every form of it (page, table, list, guide) is rendered from this and
 * from nothing else, so that all of them say the same.
 *
 * Access is held in groups: every item of a group in every division of it, under one condition. Written out they are the atoms of a difference, each once: the
 * register of an org is its difference from nothing, so digest and atoms are those of `diff`. Texts that repeat stand in tables of the org, and a number is a place in
 * the table that the field's comment names.
 */
import { z } from "zod";
import { RISK_LEVELS } from "../diff/risk.ts";

/** Raised when a reader of the old form would misread the new one. */
export const REGISTER_VERSION = 1;

const index = z.int().nonnegative();
const indexes = z.array(index);
const text = z.string();
const texts = z.array(text);
const count = z.int().nonnegative();
const level = z.enum(RISK_LEVELS);
const dayText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** The place in a file of the spec; `line` and `column` from 1. */
const position = z.object({ file: text, line: z.number(), column: z.number() });

const risk = z.object({ level, reasons: texts });

/** One thing that a subject can hold. */
const item = z.object({
  kind: z.enum(["permission", "pattern", "role", "user-context", "scope"]),
  /** `routing:queue:view`; the name of an existing role; a scope. */
  name: text,
  /** The three parts of a permission or pattern; of any other kind the domain is its name in words, and entity and action are as much of it as there is. */
  domain: text,
  entity: text,
  action: text,
  /** `unknown` where nobody can say here what it opens. */
  access: z.enum(["read", "write", "admin", "unknown"]),
  /** What it shows of people, as a noun phrase. */
  shows: text.optional(),
  /** In some divisions; and in all of them. */
  risk,
  riskEverywhere: risk,
});

const division = z.object({
  /** `*` is All-Divisions, `as-user` wherever the user who signed in has access, `division` by its name, `selector` those of a pattern, which only the org knows. */
  kind: z.enum(["all", "as-user", "division", "selector"]),
  /** For people. */
  name: text,
  /** The id in the org, where it is known. */
  id: text.optional(),
  home: z.boolean().optional(),
});

const role = z.object({
  key: text,
  name: text,
  /** In the org, where it is known. */
  id: text.optional(),
  purpose: text,
  /** `made`: the spec makes it; `existing`: the spec refers to it; `org`: it stands in an org that was read. */
  origin: z.enum(["made", "existing", "org"]),
  /** The promise of the spec; of an org what the role does. */
  access: z.enum(["read-only", "read-write"]).optional(),
  /** What its permissions follow from besides lines of its own, in words: `profile bi-export`, `endpoint GET /api/v2/users`. */
  follows: texts,
  /** Its lines, compact and as they are deployed: `routing:queue:view`, with the condition as a sentence. None where nobody knows them. */
  permits: z.array(z.object({ permission: text, condition: text.optional() })),
  position: position.optional(),
});

/** A role in the hands of one subject. */
const grant = z.object({
  /** `roles`; absent for what a client that acts for users has by itself. */
  role: index.optional(),
  /** `divisions`, sorted. */
  divisions: indexes,
  everywhere: z.boolean(),
  justification: text.optional(),
  /** In the YAML, `clients.crm.grants[0]`; of an org the same by its names. */
  path: text,
  position: position.optional(),
});

/** Every one of `items` in every one of `divisions`. */
const holding = z.object({
  /** `items`, sorted. */
  items: indexes,
  /** `divisions`, sorted. The division `all` stands alone, and then the risk of each item is `riskEverywhere`. */
  divisions: indexes,
  /** `conditions`; absent where it holds without one. */
  condition: index.optional(),
  /** `grants` of the subject that give it, at least one. */
  via: indexes,
});

const secret = z.object({
  generation: z.int(),
  current: z.boolean(),
  /** In the org's words, ISO 8601; absent where nobody was asked. */
  created: text.optional(),
  /** Whole days at the day of the register. */
  ageDays: count.optional(),
});

const subject = z.object({
  /** `client:crm`: unique in its org, and the same text as in a difference. */
  id: text,
  kind: z.enum(["client", "existing-client", "user", "group"]),
  key: text,
  name: text,
  /** In the org, where it is known. */
  orgId: text.optional(),
  description: text.optional(),
  owner: text.optional(),
  purpose: text.optional(),
  legalBasis: text.optional(),
  /** The owner's statement that Genesys Cloud masks recordings and transcripts before the client reads them; absent where nothing is said. */
  nativeMasking: z.boolean().optional(),
  access: z.enum(["read-only", "read-write"]).optional(),
  /** In the API's spelling; absent for whoever is no client, and for a client of which nobody knows it. */
  grantType: text.optional(),
  /** Seconds. */
  tokenLifetime: z.number().optional(),
  scopes: texts,
  redirectUris: texts,
  /** `active`, `inactive`, `deleted`, as the org says. */
  state: text.optional(),
  /** Calls in the days that were asked for; absent where nobody looked. */
  calls: count.optional(),
  /** One for each generation, the current one last; none where nobody knows. */
  secrets: z.array(secret),
  grants: z.array(grant),
  holdings: z.array(holding),
  /** The sum of items x divisions over `holdings`. */
  atoms: count,
  /** The greatest risk of what it holds; absent where it holds nothing. */
  risk: level.optional(),
  /** The org's `findings` about it or about a role that it holds, sorted. */
  findings: indexes,
  /** The org's `promises` about it, sorted. */
  promises: indexes,
  position: position.optional(),
});

const waiver = z.object({
  finding: text,
  reason: text,
  owner: text,
  /** Last day, `YYYY-MM-DD`. */
  expires: text,
  /** `holds`: it covers a finding. `open`: it covers nothing any more, and says why in `why`. */
  state: z.enum(["holds", "open"]),
  why: text.optional(),
  position: position.optional(),
});

const promise = z.object({
  kind: z.enum(["can", "cannot", "only"]),
  /** `cannot routing:queue:edit in EMEA`. */
  words: text,
  /** `subjects`; absent for a promise about all of them. */
  subject: index.optional(),
  /** The one that it is about, by its name; absent for all. */
  division: text.optional(),
  /** `unknown`: nobody can decide it here, and `why` says why. */
  state: z.enum(["kept", "broken", "unknown"]),
  why: text.optional(),
  position: position.optional(),
});

const finding = z.object({
  /** The id that a waiver repeats. */
  id: text,
  /** The rule or the check. */
  rule: text,
  severity: z.enum(["critical", "high", "medium", "low", "info"]),
  /** `investigate`: what was read cannot decide it. */
  status: z.enum(["open", "waived", "investigate"]),
  message: text,
  why: text,
  fix: text,
  /** In the YAML; of an org the kind and name of what it is about. */
  about: text,
  position: position.optional(),
  /** `waivers`; absent unless it is waived. */
  waiver: index.optional(),
});

/** What the org has and the spec does not say, or the other way round. */
const drift = z.object({
  verdict: z.enum(["widened", "narrowed", "mixed", "unchanged", "unknown"]),
  /** Seen from the org: `gained` is what the org has beyond the spec. */
  changes: z.array(
    z.object({
      direction: z.enum(["gained", "lost"]),
      /** `subjects` by id: who drifted may be no subject of the spec. */
      subject: text,
      item: text,
      divisions: texts,
      condition: text.optional(),
    }),
  ),
  notCovered: texts,
});

/** What a file of `verify` says that clients were tried for with their own credentials. */
const evidence = z.object({
  file: text,
  /** SHA-256 of the file. */
  digest: text,
  /** The end of the run, ISO 8601. */
  at: text,
  /** `embedded`: an org that was made from the spec, and says nothing about the real one. */
  org: z.enum(["real", "embedded"]),
  /** Why it is not about the spec of this register, as a sentence; absent where it is. */
  stale: text.optional(),
  clients: z.array(z.object({ key: text, proved: count, refuted: count, notProvable: count })),
});

const coverage = z.object({
  part: text,
  state: z.enum(["read", "partly", "not-read"]),
  count,
  reason: text.optional(),
});

/** Where the access of an org is from. */
const source = z.object({
  /** `spec`: what a file says; `org`: what the org held; `snapshot`: the same, out of a file. */
  kind: z.enum(["spec", "org", "snapshot"]),
  /** For people: the file, or the name of the org. */
  label: text,
  /** Of the files, full name; absent where they are in no commit or were changed since. */
  commit: text.optional(),
  /** The org's clock at the end of the reading; absent where no org was asked. */
  readAt: text.optional(),
  readBy: z.object({ clientId: text, name: text }).optional(),
});

const org = z.object({
  /** The stack's name; `org` for an org without a spec. */
  stack: text,
  organization: z.object({ id: text, name: text, region: text.optional() }),
  source,
  /** Everything was read; else there is more access than is said. */
  complete: z.boolean(),
  /** One line for each part; none for a spec that no org was asked about. */
  coverage: z.array(coverage),
  items: z.array(item),
  divisions: z.array(division),
  /** Each as a sentence for people. */
  conditions: texts,
  roles: z.array(role),
  /** Clients first, the riskiest first; then groups, then users. */
  subjects: z.array(subject),
  findings: z.array(finding),
  waivers: z.array(waiver),
  promises: z.array(promise),
  /** Absent where spec and org were not compared. */
  drift: drift.optional(),
  /** Only where evidence was given. */
  evidence: z.array(evidence).optional(),
  /** Whole sentences: what the register cannot see. Never empty. */
  notCovered: texts,
  atoms: count,
  /** SHA-256 over exactly the atoms of this org and stack; of no atoms the digest of nothing. */
  digest: text,
});

const changedAtom = z.object({
  subject: text,
  item: text,
  division: text,
  condition: text.optional(),
});

/** What changed in one org since an earlier register. Subjects by their ids, as in `subjects`. */
const orgChanges = z.object({
  stack: text,
  organization: text,
  /** `added`: the earlier register does not have the org; `removed`: this one does not. Nothing else is told then. */
  standing: z.enum(["added", "removed", "compared"]),
  /** One of the two did not see everything: what is told as gained or lost may have been out of sight. */
  certain: z.boolean(),
  addedSubjects: texts,
  removedSubjects: texts,
  /** Atoms by their texts, written out. */
  gained: z.array(changedAtom),
  lost: z.array(changedAtom),
  /** What is said of a subject: its owner, purpose, grant type, secret generation and so on. */
  said: z.array(z.object({ subject: text, field: text, before: text, after: text })),
  /** Ids of findings, waivers (by finding) and words of promises. */
  newFindings: texts,
  goneFindings: texts,
  newWaivers: texts,
  goneWaivers: texts,
  brokenPromises: texts,
  gonePromises: texts,
});

const changes = z.object({
  /** The earlier register: its file, day and digest. */
  file: text,
  day: dayText,
  digest: text,
  orgs: z.array(orgChanges),
});

export const registerSchema = z.object({
  formatVersion: z.literal(REGISTER_VERSION),
  tool: z.object({ name: text, version: text }),
  /** Date of the catalogue that permissions are judged by. */
  catalogueDate: dayText,
  /** The day that ages and waivers are counted to, in UTC. */
  day: dayText,
  /** Sorted by stack and organization. */
  orgs: z.array(org),
  complete: z.boolean(),
  atoms: count,
  /** SHA-256 over the digests of the orgs; that of the org where there is one only. */
  digest: text,
  /** Only where an earlier register was given. */
  changes: changes.optional(),
});

export type RegisterChanges = z.infer<typeof changes>;
export type RegisterOrgChanges = z.infer<typeof orgChanges>;
export type RegisterChangedAtom = z.infer<typeof changedAtom>;
export type Register = z.infer<typeof registerSchema>;
export type RegisterOrg = z.infer<typeof org>;
export type RegisterSource = z.infer<typeof source>;
export type RegisterCoverage = z.infer<typeof coverage>;
export type RegisterItem = z.infer<typeof item>;
export type RegisterDivision = z.infer<typeof division>;
export type RegisterRole = z.infer<typeof role>;
export type RegisterSubject = z.infer<typeof subject>;
export type RegisterGrant = z.infer<typeof grant>;
export type RegisterHolding = z.infer<typeof holding>;
export type RegisterSecret = z.infer<typeof secret>;
export type RegisterFinding = z.infer<typeof finding>;
export type RegisterWaiver = z.infer<typeof waiver>;
export type RegisterPromise = z.infer<typeof promise>;
export type RegisterEvidence = z.infer<typeof evidence>;
export type RegisterDrift = z.infer<typeof drift>;
export type RegisterPosition = z.infer<typeof position>;
