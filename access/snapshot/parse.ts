/** Reads the text of a snapshot's file. Whoever wrote it may have meant harm, or cut it in two: what is not understood in full is refused. */
import { listed } from "../values/listed.ts";
import { compareText } from "../values/text.ts";
import { printable } from "../values/untrusted.ts";
import { canonicalSnapshot } from "./canonical.ts";
import { sizeFlaw, snapshotFlaws } from "./flaws.ts";
import { SNAPSHOT_VERSION, type Snapshot, snapshotSchema } from "./model.ts";
import { serialiseSnapshot } from "./serialise.ts";

/** Characters of a file: ten thousand clients with a hundred thousand grants are a third of it. */
export const LARGEST_SNAPSHOT = 128 * 1024 * 1024;

export type ParsedSnapshot =
  | {
      readonly ok: true;
      readonly snapshot: Snapshot;
      /** What a reader should know though the file can be used: ids that point nowhere, a file that was changed. */
      readonly notes: readonly string[];
    }
  | {
      readonly ok: false;
      /** One sentence each. */
      readonly problems: readonly string[];
    };

export function parseSnapshot(text: string): ParsedSnapshot {
  if (text.length > LARGEST_SNAPSHOT)
    return bad(`it has ${text.length} characters, and at most ${LARGEST_SNAPSHOT} are read.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return bad(`it is no JSON (${printable((error as Error).message)}): it was cut or damaged.`);
  }
  const version = versionOf(value);
  if (version !== SNAPSHOT_VERSION) return bad(wrongVersion(version));
  const size = sizeFlaw(value);
  if (size !== undefined) return bad(size);
  const parsed = snapshotSchema.safeParse(value);
  if (!parsed.success) return { ok: false, problems: shapeProblems(parsed.error.issues) };
  const flaws = snapshotFlaws(parsed.data);
  if (flaws.length > 0) return { ok: false, problems: flaws.map(printable) };
  const snapshot = canonicalSnapshot(parsed.data);
  const changed = serialiseSnapshot(snapshot) !== text.replaceAll("\r\n", "\n");
  return { ok: true, snapshot, notes: [...(changed ? [CHANGED] : []), ...danglingNotes(snapshot)] };
}

const CHANGED = "The file is not as it was written: somebody changed or formatted it since.";

function bad(problem: string): ParsedSnapshot {
  return { ok: false, problems: [problem] };
}

function versionOf(value: unknown): unknown {
  return (value as { readonly formatVersion?: unknown } | null)?.formatVersion;
}

function wrongVersion(version: unknown): string {
  if (version === undefined) return "it is no snapshot: it has no formatVersion.";
  if (typeof version !== "number") return "it is no snapshot: its formatVersion is no number.";
  return version > SNAPSHOT_VERSION
    ? `it is of format ${version}, and this version of the tool reads format ${SNAPSHOT_VERSION}. Update genesys-cloud-access, or take a new snapshot with this version.`
    : `it is of format ${version}, and this version of the tool reads format ${SNAPSHOT_VERSION}. Take a new snapshot.`;
}

const MOST_TOLD = 20;

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };

function shapeProblems(issues: readonly Issue[]): string[] {
  const told = issues.slice(0, MOST_TOLD).map(({ path, message }) => printable(`${placeOf(path)}: ${message}.`));
  return issues.length > MOST_TOLD ? [...told, `… and ${issues.length - MOST_TOLD} more.`] : told;
}

function placeOf(path: readonly PropertyKey[]): string {
  const place = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return place.replace(/^\./, "").slice(0, 200) || "the file";
}

const MOST_NAMED = 5;

/** A grant may outlive its role or division; where the others were not read in full they may simply not be there. */
function danglingNotes({ divisions, roles, clients, people, grants, coverage }: Snapshot): string[] {
  const read = (part: string) => coverage.some((line) => line.part === part && line.state === "read");
  const missing = (what: string, part: string, held: ReadonlySet<string>, asked: readonly string[]) => {
    const gone = [...new Set(asked.filter((id) => !held.has(id)))].sort(compareText);
    if (gone.length === 0) return [];
    const why = read(part) ? "the org did not list" : "that were not read";
    return [`Grants name ${gone.length} ${what} ${why}: ${listed(gone, MOST_NAMED)}.`];
  };
  const ids = (rows: readonly { readonly id: string }[]) => new Set(rows.map(({ id }) => id));
  const of = (isClient: boolean) =>
    grants.filter(({ subjectKind }) => (subjectKind === "client") === isClient).map(({ subject }) => subject);
  return [
    ...missing(
      "roles",
      "roles",
      ids(roles),
      grants.map(({ role }) => role),
    ),
    ...missing(
      "divisions",
      "divisions",
      ids(divisions),
      grants.map(({ division }) => division).filter((division) => division !== "*"),
    ),
    ...missing("clients", "clients", ids(clients), of(true)),
    ...missing("users or groups", "people", ids(people), of(false)),
  ];
}
