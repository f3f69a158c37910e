/** What an org holds, as its auditor's client read it: what the answers to another client are compared with. */

export interface InventoryObject {
  readonly id: string;
  /** `*`: of no division, and visible to every holder of the permission. Several for what touched several. */
  readonly divisionIds: readonly string[];
}

export interface ObjectsOfKind {
  readonly kind: string;
  /** `partly`: what is there is true, and more may exist. */
  readonly state: "read" | "partly" | "not-read";
  /** Why not everything was read; null where it was. */
  readonly reason: string | null;
  readonly objects: readonly InventoryObject[];
}

export interface Inventory {
  readonly divisions: readonly { readonly id: string; readonly name: string }[];
  /** Kinds that nobody needs are not among them. */
  readonly kinds: readonly ObjectsOfKind[];
  /** The days that conversations are looked for in, `from/to` in ISO 8601. */
  readonly interval: string;
}
