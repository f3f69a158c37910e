/** Readings of small orgs, and their parts. */
import {
  SNAPSHOT_PARTS,
  type Snapshot,
  type SnapshotClient,
  type SnapshotPolicy,
  type SnapshotRole,
} from "../../access/snapshot/model.ts";

/** An id in the form of the org's. */
export function snapshotId(number: number): string {
  return `${number.toString(16).padStart(8, "0")}-0000-4000-8000-000000000000`;
}

/** An org in which nothing is, read completely. */
export function emptySnapshot(): Snapshot {
  return {
    formatVersion: 1,
    tool: "test 0.0.0",
    readAt: "2026-11-29T12:00:00.000Z",
    organization: { id: snapshotId(0), name: "Contoso", region: null },
    readBy: { clientId: snapshotId(0xffff), name: "Reader" },
    settings: { authorizationGrantDivisionAware: true },
    personalData: "kept",
    divisions: [],
    roles: [],
    clients: [],
    people: [],
    grants: [],
    coverage: SNAPSHOT_PARTS.map((part) => ({ part, state: "read", count: 0 })),
  };
}

export function snapshotClient(id: string, name: string, change: Partial<SnapshotClient> = {}): SnapshotClient {
  return {
    id,
    name,
    description: "",
    grantType: "CLIENT-CREDENTIALS",
    tokenLifetime: 86_400,
    redirectUris: [],
    scopes: [],
    state: "active",
    dateCreated: null,
    dateModified: null,
    dateToDelete: null,
    ...change,
  };
}

export function snapshotRole(id: string, name: string, policies: readonly SnapshotPolicy[] | null): SnapshotRole {
  return { id, name, description: "", default: false, general: [], policies: policies && [...policies] };
}
