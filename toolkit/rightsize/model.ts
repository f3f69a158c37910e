/** What `genesys-access rightsize` found, as it is printed and as it stands in the evidence file beside the spec. */

import type { JudgedPermission } from "../../access/usage/judgePermissions.ts";
import type { UsageRow } from "../../access/usage/model.ts";

/** `announce`: a notice begins. `wait`: it runs. `remove`: it is over. `withdraw`: it was used, or somebody keeps it. */
export const STEPS = ["announce", "wait", "remove", "withdraw", "none"] as const;
export type Step = (typeof STEPS)[number];

export interface SizedPermission extends JudgedPermission {
  readonly step: Step;
  /** Of the announcement, as it stands or as it is proposed. */
  readonly since?: string;
  readonly remove?: string;
}

export interface Holder {
  /** `clients.powerbi` as the spec names it; the name in the org where no spec does. */
  readonly name: string;
  readonly ids: readonly string[];
  readonly requests: number;
}

export interface SizedRole {
  /** Key in the spec, or name in the org. */
  readonly role: string;
  readonly holders: readonly Holder[];
  readonly permissions: readonly SizedPermission[];
  /** What whoever reads it should know, in sentences. */
  readonly notes: readonly string[];
}

export interface Window {
  readonly from: string;
  readonly to: string;
  readonly days: number;
}

export interface Sizing {
  readonly organization: { readonly id: string; readonly name: string };
  readonly stack?: string;
  readonly clients: readonly string[];
  readonly window: Window;
  readonly roles: readonly SizedRole[];
  /** The role that was split, and the key of its copy; absent where none was. */
  readonly split?: { readonly from: string; readonly to: string };
  readonly notes: readonly string[];
  /** Operations that the holders called, and how many of them the proposal would close: always 0, or nothing is proposed. */
  readonly replay: { readonly operations: number; readonly closed: number };
  /** What the org was asked, and its rows of the holders in the window. */
  readonly queries: readonly object[];
  readonly rows: readonly UsageRow[];
}

/** Steps that change the file. */
export function changes(roles: readonly SizedRole[]): SizedPermission[] {
  return roles.flatMap(({ permissions }) => permissions.filter(({ step }) => step !== "none" && step !== "wait"));
}
