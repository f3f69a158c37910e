/** Everything about access in one org, read in few calls: roles/100, divisions/100, one a division for grants and one for each further 500, and about ten. */
import { allRegions } from "../../../access/catalogue/regions.ts";
import { holdOf, opaqueRoles } from "../../../access/preflight/deployer.ts";
import {
  SNAPSHOT_VERSION,
  type Snapshot,
  type SnapshotClient,
  type SnapshotDivision,
  type SnapshotGrant,
  type SnapshotPerson,
} from "../../../access/snapshot/model.ts";
import { compareText, sortedOnce } from "../../../access/values/text.ts";
import type { Deployer } from "../deployer.ts";
import type { Session } from "../session.ts";
import { wireRoleSettings } from "../wire.ts";
import { ALL_DIVISIONS, hiddenLacks, readGrants, type SeenGrant, type SeenGrants } from "./grants.ts";
import { kindsOf } from "./kinds.ts";
import { readClients, readDivisions, readRoles, type SeenClient, type Sources } from "./listings.ts";
import { NO_MEMORY, type ReadingMemory } from "./memory.ts";
import { coverageOf, type Part, refused, some } from "./part.ts";
import { readPeople } from "./people.ts";

export interface ReadingOptions {
  /** Name and version of what reads. */
  readonly tool: string;
  /** `https://api.mypurecloud.de`, for the region's name. */
  readonly apiUrl: string;
  readonly memory?: ReadingMemory;
  /** Called whenever one more of the things to read was read. */
  readonly onStep?: (done: number, known: number) => void;
}

/**
 * Nothing is written, and nothing is read that is no access. What the org refuses stands in the coverage; where it does not answer, or the login does not
 * count, the reading ends.
 *
 * @throws GenesysApiError
 */
export async function readSnapshot(session: Session, options: ReadingOptions): Promise<Snapshot> {
  const { client } = session;
  const sources: Sources = { client, memory: options.memory ?? NO_MEMORY };
  const steps = stepsOf(options.onStep);
  const organization = await steps.of(session.organization());
  const [reader, settings, divisions, roles, clients] = await Promise.all([
    steps.of(session.deployer()),
    steps.of(readSettings(session)),
    steps.of(readDivisions(sources)),
    steps.of(readRoles(sources)),
    steps.of(readClients(sources)),
  ]);
  const ofDivisions = await readGrants(sources, {
    divisions: divisions.rows,
    roles: roles.rows.map(({ id }) => id),
    step: steps.of,
  });
  const seen = { reader, divisions: divisions.rows, clients, ofDivisions };
  const grants = await steps.of(resolveGrants(sources, seen));
  const divisionLacks = [...divisions.lacks, ...homeOnly(reader)];
  return {
    formatVersion: SNAPSHOT_VERSION,
    tool: options.tool,
    readAt: new Date(client.serverNow()).toISOString(),
    organization: { ...organization, region: regionOf(options.apiUrl) },
    readBy: { clientId: reader.clientId, name: reader.name },
    settings: settings.value,
    personalData: "kept",
    divisions: [...divisions.rows],
    roles: [...roles.rows],
    clients: clients.rows.map(withoutPairs),
    people: grants.people,
    grants: grants.grants,
    coverage: [
      coverageOf("settings", settings.lacks.length > 0 ? 0 : 1, settings.lacks, settings.lacks.length > 0),
      coverageOf("divisions", divisions.rows.length, divisionLacks, divisions.unread),
      coverageOf("roles", roles.rows.length, roles.lacks, roles.unread),
      coverageOf("clients", clients.rows.length, [...clients.lacks, ...grants.unlistedClients], clients.unread),
      ...grants.coverage,
    ],
  };
}

/** Counts what is read among what is known to be read. */
function stepsOf(onStep: ReadingOptions["onStep"] = () => undefined) {
  let [done, known] = [0, 0];
  return {
    of: async <T>(work: Promise<T>): Promise<T> => {
      known += 1;
      const result = await work;
      done += 1;
      onStep(done, known);
      return result;
    },
  };
}

async function readSettings({ client }: Session) {
  try {
    const read = await client.get("/api/v2/authorization/roles/settings", wireRoleSettings);
    return { value: { authorizationGrantDivisionAware: read.authorizationGrantDivisionAware ?? null }, lacks: [] };
  } catch (error) {
    const lacks = [refused("", error, "authorization:settings:view or directory:organization:admin")];
    return { value: { authorizationGrantDivisionAware: null }, lacks };
  }
}

interface Seen {
  readonly reader: Deployer;
  readonly divisions: readonly SnapshotDivision[];
  readonly clients: Part<SeenClient>;
  readonly ofDivisions: SeenGrants;
}

async function resolveGrants(sources: Sources, { reader, divisions, clients, ofDivisions: seen }: Seen) {
  const { rows: ofDivisions, unread, hidden } = seen;
  const reach = reachLacks(reader, divisions);
  const lacks = [...seen.lacks, ...(unread && seen.lacks.length > 0 ? [] : reach)];
  // The sentence about the reader's reach says the same, and how to change it.
  if (reach.length === 0) lacks.push(...hiddenLacks(hidden, divisions));
  const clientIds = new Set(clients.rows.map(({ id }) => id));
  const others = ofDivisions.filter(({ subject }) => !clientIds.has(subject));
  const { people, unknown, lacks: peopleLacks } = await readPeople(sources, sortedOnce(others.map((it) => it.subject)));
  const asked = new Set(unknown);
  const kinds = await kindsOf(
    sources.client,
    others.filter(({ subject }) => asked.has(subject)),
  );
  const nameless = unknown.flatMap((id): SnapshotPerson[] => {
    const kind = kinds.get(id);
    return kind === undefined || kind === "client" ? [] : [{ kind, id, name: null, state: null }];
  });
  const everybody = [...people, ...nameless].sort((a, b) => compareText(a.id, b.id));
  const kindOf = new Map<string, SnapshotGrant["subjectKind"]>([
    ...kinds,
    ...everybody.map(({ id, kind }) => [id, kind] as const),
    ...[...clientIds].map((id) => [id, "client"] as const),
  ]);
  const own = clients.rows.flatMap(({ id, pairs }) => (pairs ?? []).map((pair) => ({ subject: id, ...pair })));
  const grants = sortedGrants([...own, ...ofDivisions], kindOf);
  const strange = unknown.filter((id) => !kinds.has(id));
  const strangers =
    strange.length === 0
      ? []
      : [
          `Grants of ${strange.length} subjects are left out, because nothing that the reading client sees says whether they are clients, users or groups: ${some(strange)}.`,
        ];
  const unlisted = unknown.filter((id) => kinds.get(id) === "client");
  const count = (kind: SnapshotGrant["subjectKind"]) => grants.filter(({ subjectKind }) => subjectKind === kind).length;
  const silent = clients.rows.some(({ grantType, pairs }) => pairs === null && grantType === "CLIENT-CREDENTIALS");
  const clientLacks = clients.unread || silent ? [...lacks, ...strangers] : [];
  const personLacks = [...lacks, ...strangers];
  const names =
    nameless.length === 0
      ? []
      : [
          `The org does not show the names of ${nameless.length} users or groups that hold roles: ${some(nameless.map(({ id }) => id))}.`,
        ];
  return {
    people: everybody,
    grants,
    unlistedClients:
      unlisted.length === 0 || clients.unread
        ? []
        : [`${unlisted.length} clients hold roles and are not listed: ${some(unlisted)}.`],
    coverage: [
      coverageOf("client-grants", count("client"), clientLacks, clients.unread && unread),
      coverageOf("user-grants", count("user"), personLacks, unread),
      coverageOf("group-grants", count("group"), personLacks, unread),
      coverageOf("people", everybody.length, [...lacks, ...peopleLacks, ...names], unread),
    ],
  };
}

/** A client's grants are told twice, by the client and by its divisions: each is kept once. */
function sortedGrants(
  seen: readonly SeenGrant[],
  kindOf: ReadonlyMap<string, SnapshotGrant["subjectKind"]>,
): SnapshotGrant[] {
  const grants = new Map<string, SnapshotGrant>();
  for (const { subject, role, division } of seen) {
    const subjectKind = kindOf.get(subject);
    const key = JSON.stringify([subjectKind, subject, role, division]);
    if (subjectKind !== undefined) grants.set(key, { subjectKind, subject, role, division });
  }
  return [...grants].sort(([a], [b]) => compareText(a, b)).map(([, grant]) => grant);
}

/** The right to see grants holds by division: where the reader lacks it, an empty listing says nothing. */
function reachLacks(reader: Deployer, divisions: readonly SnapshotDivision[]): string[] {
  const { divisions: held, conditional } = holdOf(reader, "authorization:grant:view");
  if (conditional)
    return ["The reading client holds authorization:grant:view under a condition only: grants may be hidden."];
  if (held.has(ALL_DIVISIONS)) return [];
  const opaque = opaqueRoles(reader);
  if (opaque.length > 0)
    return [
      `The org does not show where the reading client holds authorization:grant:view (role ${some(opaque)}): grants may be hidden.`,
    ];
  const blind = divisions.filter(({ id }) => !held.has(id)).map(({ name }) => name);
  const where = blind.length === 0 ? "" : ` (not in ${some(blind)})`;
  return [
    `The reading client holds authorization:grant:view in ${held.size} of ${divisions.length} divisions${where}, and not in all divisions: grants elsewhere are hidden. Grant its role in all divisions.`,
  ];
}

/** A client whose roles are granted in some divisions only may be shown these alone, as the vendor's own export was. */
function homeOnly({ grants }: Deployer): string[] {
  if (grants.some(({ divisionId }) => divisionId === ALL_DIVISIONS)) return [];
  return [
    "The reading client holds its roles in some divisions only: the org may hide the others. Grant its role in all divisions.",
  ];
}

function regionOf(apiUrl: string): string | null {
  const { hostname } = new URL(apiUrl);
  return allRegions().find(({ domain }) => hostname === `api.${domain}`)?.domain ?? null;
}

function withoutPairs({ pairs: _, ...client }: SeenClient): SnapshotClient {
  return client;
}
