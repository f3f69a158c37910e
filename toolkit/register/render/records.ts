/**
 * The clients as a record of processing activities (GDPR, article 30), with the columns that data-protection officers keep. What an access register cannot know,
 * retention above all, is said to be not known and never left blank.
 */
import { sensitivity } from "../../../access/catalogue/sensitivity.ts";
import type { Register, RegisterOrg, RegisterSubject } from "../../../access/register/model.ts";
import { code, prose } from "../../../access/report/comment/code.ts";
import { heading, paragraph, table } from "../../../access/report/comment/nodes.ts";
import { serialise } from "../../../access/report/comment/serialise.ts";
import { type CsvForm, renderCsv } from "../../../access/report/csv.ts";
import { sortedOnce } from "../../../access/values/text.ts";
import type { Language } from "../options.ts";

const WORDS = {
  en: {
    title: "Record of processing activities",
    columns: [
      "Processing activity",
      "Purpose",
      "Contact",
      "Categories of data subjects",
      "Categories of personal data",
      "Recipients",
      "Transfers to third countries",
      "Legal basis",
      "Retention",
      "Technical and organisational measures",
      "Organization",
      "Register (SHA-256)",
    ],
    unknown: "not known here",
    nothing: "nothing said",
    none: "none that the catalogue names",
    subjects: "customers and employees whose conversations or profiles are read",
    employees: "employees",
    uncertain: "besides, roles of which nobody knows what they show",
    masked: "Genesys Cloud masks before the client reads, as its owner says",
    readOnly: "reads only",
    writes: "may change data",
    everywhere: "all divisions",
    limited: (count: number) => `${count} division${count === 1 ? "" : "s"}`,
    lifetime: (seconds: number) => `tokens of ${seconds} s`,
    age: (days: number) => `secret ${days} days old`,
    incomplete: "Not everything was read: there may be more than is said here.",
    recipient: (name: string) => `whoever runs ${name}`,
  },
  de: {
    title: "Verzeichnis von Verarbeitungstätigkeiten",
    columns: [
      "Verarbeitungstätigkeit",
      "Zweck",
      "Ansprechpartner",
      "Kategorien betroffener Personen",
      "Kategorien personenbezogener Daten",
      "Empfänger",
      "Übermittlung in Drittländer",
      "Rechtsgrundlage",
      "Löschfrist",
      "Technische und organisatorische Maßnahmen",
      "Organisation",
      "Register (SHA-256)",
    ],
    unknown: "hier nicht bekannt",
    nothing: "keine Angabe",
    none: "keine, die der Katalog nennt",
    subjects: "Kunden und Beschäftigte, deren Gespräche oder Profile gelesen werden",
    employees: "Beschäftigte",
    uncertain: "außerdem Rollen, von denen niemand weiß, was sie zeigen",
    masked: "Genesys Cloud maskiert, bevor der Client liest, wie sein Verantwortlicher sagt",
    readOnly: "liest nur",
    writes: "kann Daten ändern",
    everywhere: "alle Divisionen",
    limited: (count: number) => `${count} Division${count === 1 ? "" : "en"}`,
    lifetime: (seconds: number) => `Tokens gelten ${seconds} s`,
    age: (days: number) => `Secret ${days} Tage alt`,
    incomplete: "Es wurde nicht alles gelesen: es kann mehr geben, als hier steht.",
    recipient: (name: string) => `wer ${name} betreibt`,
  },
} as const;

const KINDS = {
  recording: { en: "recordings", de: "Aufzeichnungen" },
  transcript: { en: "transcripts", de: "Transkripte" },
  "conversation-content": { en: "contents of conversations", de: "Gesprächsinhalte" },
  "external-contact": { en: "contact data of customers", de: "Kontaktdaten von Kunden" },
  "personal-data": { en: "personal data of employees", de: "Personaldaten" },
  secret: { en: "credentials", de: "Zugangsdaten" },
} as const;

type Words = (typeof WORDS)[Language];

export function renderRecordsCsv(register: Register, language: Language, form: CsvForm): string {
  const words = WORDS[language];
  return renderCsv([words.columns, ...rowsOf(register, language)], form);
}

export function renderRecordsMarkdown(register: Register, language: Language): string {
  const words = WORDS[language];
  return serialise([
    heading(3, words.title),
    ...(register.complete ? [] : [paragraph(words.incomplete)]),
    table(
      [...words.columns],
      rowsOf(register, language).map((row) =>
        row.map((cell, index) => (OF_OTHERS.has(index) ? [code(cell)] : prose(cell))),
      ),
    ),
  ]);
}

/** Columns whose text is somebody else's. */
const OF_OTHERS = new Set([0, 1, 2, 5, 7, 10, 11]);

function rowsOf({ orgs, digest }: Register, language: Language): string[][] {
  return orgs.flatMap((org) =>
    org.subjects
      .filter(({ kind }) => kind === "client" || kind === "existing-client")
      .map((subject) => rowOf(org, subject, language, digest)),
  );
}

function rowOf(org: RegisterOrg, subject: RegisterSubject, language: Language, digest: string): string[] {
  const words = WORDS[language];
  const held = sortedOnce(subject.holdings.flatMap(({ items }) => items).map(String)).flatMap(
    (index) => org.items[Number(index)] ?? [],
  );
  const kinds = sortedOnce(
    held.flatMap(({ kind, name }) => (kind === "permission" ? (sensitivity(name)?.kind ?? []) : [])),
  ) as (keyof typeof KINDS)[];
  const unsure = held.some(({ kind }) => kind === "role" || kind === "pattern" || kind === "user-context");
  const data = kinds.map((kind) => KINDS[kind][language]);
  const shown = data.length > 0 ? data.join(", ") : unsure ? "" : words.none;
  const people = kinds.some((kind) => kind !== "personal-data" && kind !== "secret")
    ? words.subjects
    : kinds.includes("personal-data")
      ? words.employees
      : words.unknown;
  return [
    subject.name,
    subject.purpose ?? words.nothing,
    subject.owner ?? words.nothing,
    people,
    [shown, ...(unsure ? [words.uncertain] : [])].filter((text) => text !== "").join("; "),
    words.recipient(subject.owner ?? subject.name),
    words.unknown,
    subject.legalBasis ?? words.nothing,
    words.unknown,
    measures(
      subject,
      held.some(({ access }) => access !== "read"),
      words,
    ),
    `${org.organization.name || org.organization.id} (${org.stack})`,
    digest,
  ];
}

function measures({ grants, nativeMasking, tokenLifetime, secrets }: RegisterSubject, writes: boolean, words: Words) {
  const everywhere = grants.some((grant) => grant.everywhere);
  const divisions = new Set(grants.flatMap((grant) => grant.divisions)).size;
  const age = secrets.at(-1)?.ageDays;
  return [
    writes ? words.writes : words.readOnly,
    everywhere ? words.everywhere : words.limited(divisions),
    ...(nativeMasking ? [words.masked] : []),
    ...(tokenLifetime ? [words.lifetime(tokenLifetime)] : []),
    ...(age === undefined ? [] : [words.age(age)]),
  ].join("; ");
}
