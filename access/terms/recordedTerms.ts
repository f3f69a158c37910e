/**
 * The terms of what is deployed, as the state keeps them: the program writes them down at each update, so that a later comparison knows the settings,
 * waivers and promises that were in force, the deliveries, and the code that ran. Texts of the repository and digests, never a secret.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { TERM_KINDS, type Term, type TermKind } from "./model.ts";

/** The name of the stack output, and of the component's. Pulumi shows no output whose name begins so when it tells what a run does. */
export const RECORD_OUTPUT = "__deployedTerms";
const RECORD_VERSION = 1;
/** A longer value is kept by its beginning and its digest. */
const LONGEST = 300;

export interface RecordedTerms {
  /** Keys of the clients of the deployed spec. */
  readonly clients: readonly string[];
  readonly terms: readonly Term[];
}

/** What a stack without any resource has deployed. */
export const NEVER_DEPLOYED: RecordedTerms = { clients: [], terms: [] };

/** The text for the state. */
export function writeRecord({ clients, terms }: RecordedTerms): string {
  const kept = terms
    .filter((term) => !isUsualLifetime(term))
    .map(asRecorded)
    .map(({ position: _, ...term }) => term);
  return JSON.stringify({ version: RECORD_VERSION, clients, terms: kept });
}

/**
 * Most clients have the usual lifetime of tokens, and each line of the record is in every state that the engine writes. A comparison takes a rank that one
 * side does not have for the usual one (compareTerms.ts). Other ranks are recorded all the same: what is usual for a rule's level may be another one tomorrow.
 */
function isUsualLifetime({ kind, effect }: Term): boolean {
  return kind === "token-lifetime" && typeof effect === "object" && "rank" in effect && effect.rank === effect.usual;
}

const rank = z.strictObject({ slot: z.string(), rank: z.number(), usual: z.number() });
const either = z.strictObject({ either: z.string() });
const recorded = z.object({
  version: z.literal(RECORD_VERSION),
  clients: z.array(z.string()),
  terms: z.array(
    z.strictObject({
      kind: z.string(),
      owner: z.string(),
      value: z.string(),
      effect: z.union([z.enum(["gives", "limits"]), rank, either]),
      path: z.array(z.union([z.string(), z.number()])),
    }),
  ),
});

/** Undefined for what no release that this one knows has written: nobody can say then what is deployed. */
export function readRecord(text: unknown): RecordedTerms | undefined {
  const parsed = recorded.safeParse(typeof text === "string" ? parsedJson(text) : undefined);
  if (!parsed.success) return undefined;
  const { clients, terms } = parsed.data;
  const known = terms.flatMap((term): Term[] => (isKind(term.kind) ? [{ ...term, kind: term.kind }] : []));
  return known.length === terms.length ? { clients, terms: known } : undefined;
}

/** A term as it is after it was written and read: both sides of a comparison are brought to this form. */
export function asRecorded(term: Term): Term {
  if (term.value.length <= LONGEST) return term;
  const digest = createHash("sha256").update(term.value).digest("hex");
  return { ...term, value: `${term.value.slice(0, LONGEST - 100)}… (SHA-256 ${digest})` };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isKind(kind: string): kind is TermKind {
  return Object.hasOwn(TERM_KINDS, kind);
}
