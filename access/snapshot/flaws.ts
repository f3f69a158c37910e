/** What a snapshot of the right shape can still lie about: its own counts, one id twice, and sizes that no org has. */
import { SNAPSHOT_PARTS, type Snapshot, type SnapshotPart } from "./model.ts";

/** Rows of one list: more than an org is read to. */
const MOST_ROWS = 200_000;
/** Characters of any text; the vendor's descriptions have two thousand. */
export const LONGEST_SNAPSHOT_TEXT = 20_000;
/** Levels of a condition: deeper ones would end the stack of whoever walks them, and the vendor takes a few. */
const DEEPEST_CONDITION = 100;
/** Flaws that are told one by one. */
const MOST_TOLD = 20;

/** The ids of the org are UUIDs; any plain word is taken. They stand in paths of the API and in names of files. */
const ID = /^[0-9A-Za-z][0-9A-Za-z_.-]{0,99}$/;

/** The beginning of what stands for an address in a file with hashes. */
export const HASH = "hash:";

export function isSnapshotId(text: string): boolean {
  return ID.test(text);
}

/** Values of a whole file: each takes many times its bytes in memory, and each that is wrong one more sentence. */
const MOST_VALUES = 5_000_000;

/** What is too much to be looked at, before anything else is: undefined where it is not. */
export function sizeFlaw(value: unknown): string | undefined {
  const open = [value];
  let seen = 0;
  while (open.length > 0) {
    const one = open.pop();
    if (typeof one !== "object" || one === null) continue;
    const inside = Object.values(one);
    seen += inside.length;
    if (inside.length > MOST_ROWS) return `it has a list of ${inside.length} rows, and at most ${MOST_ROWS} are read.`;
    if (seen > MOST_VALUES) return `it has more than ${MOST_VALUES} values.`;
    for (const each of inside) open.push(each);
  }
  return undefined;
}

/** One sentence each, with the place in the file; a file that has any is not used. */
export function snapshotFlaws(snapshot: Snapshot): string[] {
  const flaws = [...sizeFlaws(snapshot)];
  // A list that is too long is not looked through.
  if (flaws.length === 0)
    flaws.push(...headFlaws(snapshot), ...idFlaws(snapshot), ...contentFlaws(snapshot), ...coverageFlaws(snapshot));
  const told = flaws.slice(0, MOST_TOLD);
  return flaws.length > MOST_TOLD ? [...told, `… and ${flaws.length - MOST_TOLD} more.`] : told;
}

/** A file that says that it names no user, and names one, would be handed on by mistake. */
function headFlaws({ readAt, personalData, people }: Snapshot): string[] {
  const time = Number.isNaN(Date.parse(readAt)) ? [`readAt: ${JSON.stringify(readAt.slice(0, 100))} is no time.`] : [];
  const named = people.flatMap(({ kind, name }, index) => {
    if (kind !== "user" || name === null || personalData === "kept") return [];
    if (personalData === "hashed" && name.startsWith(HASH)) return [];
    return [`people[${index}].name: personalData says ${personalData}, and here is a name.`];
  });
  return [...time, ...named];
}

const LISTS = ["divisions", "roles", "clients", "people", "grants"] as const;

function sizeFlaws(snapshot: Snapshot): string[] {
  return LISTS.filter((list) => snapshot[list].length > MOST_ROWS).map(
    (list) => `${list}: ${snapshot[list].length} rows, and at most ${MOST_ROWS} are read.`,
  );
}

function idFlaws(snapshot: Snapshot): string[] {
  const { organization, readBy, divisions, roles, clients, people, grants } = snapshot;
  const flaws = [
    ...plain("organization.id", organization.id),
    ...plain("readBy.clientId", readBy.clientId),
    ...once(
      "divisions",
      divisions.map(({ id }) => id),
    ),
    ...once(
      "roles",
      roles.map(({ id }) => id),
    ),
    // A subject is either.
    ...once(
      "clients",
      clients.map(({ id }) => id),
    ),
    ...once(
      "people",
      people.map(({ id }) => id),
    ),
  ];
  const ids = grants.flatMap(({ subject, role, division }, index) => [
    ...plain(`grants[${index}].subject`, subject),
    ...plain(`grants[${index}].role`, role),
    ...(division === "*" ? [] : plain(`grants[${index}].division`, division)),
  ]);
  const seen = new Map<string, number>();
  const twice = grants.flatMap(({ subjectKind, subject, role, division }, index) =>
    repeat(seen, JSON.stringify([subjectKind, subject, role, division]), index, "grants", "the grant"),
  );
  const clientIds = new Set(clients.map(({ id }) => id));
  const both = people.flatMap(({ id }, index) =>
    clientIds.has(id) ? [`people[${index}].id: ${JSON.stringify(id)} is the id of a client too.`] : [],
  );
  return [...flaws, ...ids, ...twice, ...both];
}

function once(list: string, ids: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return ids.flatMap((id, index) => [
    ...plain(`${list}[${index}].id`, id),
    ...repeat(seen, id, index, list, JSON.stringify(id.slice(0, 100))),
  ]);
}

function plain(place: string, id: string): string[] {
  return isSnapshotId(id) ? [] : [`${place}: ${JSON.stringify(id.slice(0, 100))} is no id of an org.`];
}

function repeat(seen: Map<string, number>, key: string, index: number, list: string, what: string): string[] {
  const first = seen.get(key);
  if (first === undefined) seen.set(key, index);
  return first === undefined ? [] : [`${list}[${index}]: ${what} is there already, as ${list}[${first}].`];
}

function contentFlaws({ roles, ...rest }: Snapshot): string[] {
  const deep = roles.flatMap(({ policies }, index) =>
    (policies ?? []).some(({ condition }) => isDeep(condition))
      ? [`roles[${index}].policies: a condition has more than ${DEEPEST_CONDITION} levels.`]
      : [],
  );
  // A deep value has no text that could be written.
  if (deep.length > 0) return deep;
  return longTexts({ roles, ...rest });
}

function isDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST_CONDITION) return true;
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  }
  return false;
}

function longTexts(value: unknown, place = ""): string[] {
  if (typeof value === "string")
    return value.length > LONGEST_SNAPSHOT_TEXT
      ? [`${place}: a text of ${value.length} characters, and at most ${LONGEST_SNAPSHOT_TEXT} are read.`]
      : [];
  if (Array.isArray(value)) return value.flatMap((one, index) => longTexts(one, `${place}[${index}]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => longTexts(one, place === "" ? key : `${place}.${key}`));
}

/** A file that was cut, or lost a row by hand, no longer agrees with what its reading counted. */
function coverageFlaws(snapshot: Snapshot): string[] {
  const { coverage } = snapshot;
  const flaws = SNAPSHOT_PARTS.flatMap((part) => {
    const lines = coverage.filter((line) => line.part === part);
    return lines.length === 1 ? [] : [`coverage: ${lines.length} lines say whether ${part} were read, and one must.`];
  });
  const reasons = coverage.flatMap(({ state, reason }, index) =>
    (state === "read") === (reason === undefined)
      ? []
      : [`coverage[${index}]: what is not read in full needs a reason, and what is read has none.`],
  );
  const counts = countsOf(snapshot);
  const wrong = coverage.flatMap(({ part, count }, index) => {
    const held = counts[part];
    return held === undefined || held === count
      ? []
      : [`coverage[${index}]: the reading counted ${count} ${part}, and the file has ${held}: it was cut or changed.`];
  });
  return [...flaws, ...reasons, ...wrong];
}

function countsOf({ divisions, roles, clients, people, grants }: Snapshot): Partial<Record<SnapshotPart, number>> {
  const of = (kind: string) => grants.filter(({ subjectKind }) => subjectKind === kind).length;
  return {
    divisions: divisions.length,
    roles: roles.length,
    clients: clients.length,
    people: people.length,
    "client-grants": of("client"),
    "user-grants": of("user"),
    "group-grants": of("group"),
  };
}
