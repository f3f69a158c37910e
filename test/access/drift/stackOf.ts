/** A small stack as its state has it: a division, two roles, a client that acts by itself and a user's grant. */
import { driftRows, type UnattributedRow } from "../../../access/drift/driftRows.ts";
import { objectChanges, type StateResource } from "../../../access/drift/objectChanges.ts";
import { RESOURCES } from "../../../access/resources/index.ts";
import { compareWithDeployed } from "../../../toolkit/compare/compareResources.ts";

export const IDS = {
  north: "d0000000-0000-4000-8000-000000000001",
  south: "d0000000-0000-4000-8000-000000000002",
  reader: "b0000000-0000-4000-8000-000000000001",
  writer: "b0000000-0000-4000-8000-000000000002",
  crm: "c0000000-0000-4000-8000-0000000000a1",
  jane: "a0000000-0000-4000-8000-0000000000f1",
} as const;

export interface Shape {
  readonly reader: readonly string[];
  readonly writer: readonly string[];
  readonly divisions: Readonly<Record<string, string>>;
  readonly granted: Readonly<Record<string, string>>;
  readonly lifetime: number;
  readonly name: string;
}

export const SHAPE: Shape = {
  reader: ["routing:queue:view", "users:user:view"],
  writer: ["routing:queue:edit"],
  divisions: { north: IDS.north },
  granted: { north: IDS.north },
  lifetime: 86_400,
  name: "CRM",
};

export type Gone = "north" | "reader" | "crm" | "jane";

export function resources(shape: Shape, gone: ReadonlySet<Gone> = new Set()): Map<string, StateResource> {
  const organization = "7c1d3c52-6f0e-4d53-9a3c-0d7be1f6a101";
  const managedBy = (section: string, key: string) => `project/prod/${section}/${key}`;
  const role = (key: "reader" | "writer"): StateResource => ({
    type: RESOURCES.role.token,
    id: IDS[key],
    inputs: {
      organization,
      managedBy: managedBy("roles", key),
      roleKey: key,
      name: `Role ${key}`,
      description: "",
      access: "read-write",
      permissions: shape[key],
      conditional: [],
    },
  });
  const all: Record<string, StateResource> = {
    north: {
      type: RESOURCES.division.token,
      id: IDS.north,
      inputs: {
        organization,
        managedBy: managedBy("divisions", "north"),
        divisionKey: "north",
        name: "north",
        description: "",
      },
    },
    reader: role("reader"),
    writer: role("writer"),
    crm: {
      type: RESOURCES.client.token,
      id: IDS.crm,
      inputs: {
        organization,
        managedBy: managedBy("clients", "crm"),
        clientKey: "crm",
        name: shape.name,
        description: "",
        access: "read-write",
        authorizedGrantType: "CLIENT-CREDENTIALS",
        accessTokenValiditySeconds: shape.lifetime,
        scope: [],
        registeredRedirectUri: [],
        development: false,
        grants: {
          ...(gone.has("reader") ? {} : { reader: { roleId: IDS.reader, divisions: shape.divisions } }),
          writer: { roleId: IDS.writer, divisions: gone.has("north") ? {} : { north: IDS.north } },
        },
      },
    },
    jane: {
      type: RESOURCES.grant.token,
      id: `PC_USER/${IDS.jane}/${IDS.reader}`,
      inputs: {
        organization,
        subjectType: "PC_USER",
        subjectId: IDS.jane,
        subjectKey: "jane@contoso.example",
        roleKey: "reader",
        roleId: IDS.reader,
        divisions: shape.granted,
      },
    },
  };
  return new Map(Object.entries(all).filter(([key]) => !gone.has(key as Gone)));
}

/** The rows between what was deployed and what the org holds. */
export function rowsBetween(
  state: ReadonlyMap<string, StateResource>,
  live: ReadonlyMap<string, StateResource>,
  backFilled: ReadonlySet<string> = new Set(),
): UnattributedRow[] {
  return driftRows(objectChanges(state, live), diffBetween(state, live), backFilled);
}

export function diffBetween(state: ReadonlyMap<string, StateResource>, live: ReadonlyMap<string, StateResource>) {
  const [before, now] = [[...state.values()], [...live.values()]];
  const { drift } = compareWithDeployed({
    stack: "prod",
    state: before,
    live: now,
    head: before,
    specs: {},
    context: {},
  });
  if (drift === undefined) throw new Error("No drift was looked for.");
  return drift;
}
