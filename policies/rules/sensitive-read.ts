import { z } from "zod";
import { SENSITIVE_KINDS, type Sensitivity, sensitivity } from "../../access/catalogue/sensitivity.ts";
import { lackOf, saysSomething } from "../../access/values/reason.ts";
import type { ClientFacts } from "../facts.ts";
import type { Violation } from "../finding.ts";
import { type Rule, reads } from "../rule.ts";
import { heldBy } from "./shared/held.ts";

const options = z.object({
  kinds: z
    .array(z.enum(SENSITIVE_KINDS))
    .default([...SENSITIVE_KINDS])
    .meta({ loosens: "less" })
    .describe("Kinds of data that need the statements"),
});

export const sensitiveRead: Rule = {
  id: "sensitive-read",
  category: "data-protection",
  severity: "high",
  enforcementLevel: "mandatory",
  title: "A client that reads personal data or keys says why it may",
  why: "Recordings, transcripts, contents of conversations and contacts are personal data: the auditor asks for purpose and legal basis, and what customers say into recordings and transcripts is masked by Genesys Cloud or by nobody. Existing clients carry no statements in this file and are not judged.",
  fix: "Write `purpose:` and `dataProtection: { legalBasis: … }` on the client, with `nativeMasking: true` once it is on for recordings and transcripts.",
  bad: `roles:
  archive-reader:
    name: Integration - Archive Reader
    permissions: ["recording:recording:view", "recording:recordingSegment:view"]
clients:
  archive:
    name: Archive
    grantType: client-credentials
    grants:
      - { role: archive-reader, divisions: [EMEA_Operations] }`,
  good: `roles:
  archive-reader:
    name: Integration - Archive Reader
    permissions: ["recording:recording:view", "recording:recordingSegment:view"]
clients:
  archive:
    name: Archive
    purpose: Legal archive of recorded orders
    grantType: client-credentials
    dataProtection: { legalBasis: Legal obligation to keep records, nativeMasking: true }
    grants:
      - { role: archive-reader, divisions: [EMEA_Operations] }`,
  related: ["no-unredacted-data", "no-bulk-export", "owner-and-purpose"],
  options,
  checks: {
    client: reads(
      "client",
      ["purpose", "dataProtection", "grants"],
      ({ purpose, dataProtection, grants }, { kinds }: z.infer<typeof options>) => {
        const shown = [...heldBy(grants).keys()].flatMap((permission) => sensitivity(permission) ?? []);
        return [...Map.groupBy(shown, ({ kind }) => kind)]
          .filter(([kind]) => kinds.includes(kind))
          .flatMap(([kind, reasons]) => missingStatements(kind, reasons, { purpose, dataProtection }));
      },
    ),
  },
};

const KIND_TEXTS: Readonly<Record<Sensitivity["kind"], string>> = {
  recording: "recordings",
  transcript: "transcripts",
  "conversation-content": "contents of conversations",
  "external-contact": "contacts of customers",
  "personal-data": "personal data",
  secret: "keys or credentials",
};

/** One violation for each statement that a kind of data needs and the client does not make. */
function missingStatements(kind: Sensitivity["kind"], shown: readonly Sensitivity[], made: Statements): Violation[] {
  const masked = shown.filter(({ needsMasking }) => needsMasking);
  const statements = [
    {
      name: "purpose",
      text: lackOf("purpose", made.purpose),
      isMade: saysSomething(made.purpose),
      because: shown[0],
      fix: FIXES.purpose,
    },
    {
      name: "legalBasis",
      text: lackOf("legal basis", made.dataProtection.legalBasis),
      // A key is about nobody: it needs a purpose, and no legal basis.
      isMade: kind === "secret" || saysSomething(made.dataProtection.legalBasis),
      because: shown[0],
      fix: FIXES.legalBasis,
    },
    {
      name: "nativeMasking",
      text: "no native masking",
      isMade: masked.length === 0 || made.dataProtection.nativeMasking,
      because: masked[0],
      fix: FIXES.nativeMasking,
    },
  ];
  return statements
    .filter(({ isMade }) => !isMade)
    .map(({ name, text, because, fix }) => ({
      atom: `${kind}/${name}`,
      at: name === "purpose" ? [] : ["dataProtection"],
      message: `The client reads ${KIND_TEXTS[kind]} and states ${text}: "${because?.permission}" shows ${because?.why}.`,
      fix,
    }));
}

type Statements = Pick<ClientFacts, "dataProtection"> & { readonly purpose?: string | undefined };

const FIXES = {
  purpose: "Write `purpose:` in one sentence.",
  legalBasis: "Write `dataProtection: { legalBasis: … }` in the words of your records of processing.",
  nativeMasking: "Switch masking on in Genesys Cloud, then write `nativeMasking: true` under `dataProtection`.",
} as const;
