/** What a state cannot tell, for each part of a reading of the org. */
import {
  SNAPSHOT_PARTS,
  type Snapshot,
  type SnapshotCoverage,
  type SnapshotPart,
} from "../../access/snapshot/model.ts";

type Known = Pick<Snapshot, "divisions" | "roles" | "clients" | "people" | "grants">;

const BUT = "A state has only what Terraform manages or looks up";

const REASONS: Readonly<Record<SnapshotPart, string>> = {
  settings: "A state has no settings of the org.",
  divisions: `${BUT}: the org may have other divisions.`,
  roles: `${BUT}: the org may have other roles, and of a role that is looked up only the name is known.`,
  clients: `${BUT}: the org may have other clients. When a client was made or changed is not known.`,
  "client-grants": `${BUT}: of other clients no grant is known, and of its own none that the org got since the last refresh.`,
  "user-grants": `${BUT}: of other users no grant is known, and the provider hides grants in the Home division.`,
  "group-grants": `${BUT}: of other groups no grant is known, and the provider hides grants in the Home division.`,
  people: `${BUT}: of other users and groups no name is known.`,
};

export function coverageOf(known: Known): SnapshotCoverage[] {
  const granted = (kind: string) => known.grants.filter(({ subjectKind }) => subjectKind === kind).length;
  const counts: Readonly<Record<SnapshotPart, number>> = {
    settings: 0,
    divisions: known.divisions.length,
    roles: known.roles.length,
    clients: known.clients.length,
    "client-grants": granted("client"),
    "user-grants": granted("user"),
    "group-grants": granted("group"),
    people: known.people.length,
  };
  return SNAPSHOT_PARTS.map((part) => ({
    part,
    state: part === "settings" ? "not-read" : "partly",
    count: counts[part],
    reason: REASONS[part],
  }));
}
