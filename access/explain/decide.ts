/** Decides whether roles in divisions give the permissions that are needed. Explanations and expectations are decided here alike. */
import { permission as cataloguePermission } from "../catalogue/permissions.ts";
import type { Need } from "../intent/need.ts";
import { type DivisionId, divisionOrder } from "../values/division.ts";
import type { Holding } from "./holding.ts";

/**
 * The states of a decision, from nothing to everything. `elsewhere`: in other divisions only. `maybe`: nobody can say here (an existing role,
 * a permission of which it is not known whether divisions limit it, or an operation of which it is not known what it asks for). `conditional`: where the condition of the role is met.
 */
export const STATES = ["no", "elsewhere", "maybe", "conditional", "yes"] as const;
export type State = (typeof STATES)[number];

/** The evidence for one permission: its state, by the role that gives most of it. */
export interface Evidence {
  readonly permission: string;
  readonly state: State;
  /** Absent where no role gives it. */
  readonly holding?: Holding;
  /**
   * `leaks`: granted in other divisions, and no division limits the permission. `may-leak`: the same, if divisions do not limit it.
   * `existing-role`: the role may hold it or not.
   */
  readonly because?: "leaks" | "may-leak" | "existing-role";
}

export interface Decision {
  readonly state: State;
  /** The division that the decision is about: the one that was asked for, else the one with the best answer; absent where nothing is granted. */
  readonly division?: DivisionId;
  /** Evidence for the needed permissions: for the best of several alternatives, or for each where all are needed. */
  readonly evidence: readonly Evidence[];
}

/** Selectors have been followed by then: those divisions of the spec that they take are named beside them. */
const covers = divisionOrder(new Set());

/** Without a division: in any one of those that the roles are granted in. Permissions that are all needed are looked for in the same division. */
export function decide(need: Need, holdings: readonly Holding[], division?: DivisionId): Decision {
  if (division !== undefined) return decideIn(need, holdings, division);
  const places = [...new Set(holdings.flatMap(({ divisions }) => divisions))];
  const [first = combined(need, []), ...more] = places.map((place) => decideIn(need, holdings, place));
  return more.reduce((best, next) => (rank(next.state) > rank(best.state) ? next : best), first);
}

function decideIn(need: Need, holdings: readonly Holding[], division: DivisionId): Decision {
  return { ...combined(need, holdings, division), division };
}

function combined(
  { match, permissions }: Need,
  holdings: readonly Holding[],
  division?: DivisionId,
): Omit<Decision, "division"> {
  if (match === "NONE") return { state: "yes", evidence: [] };
  if (match === "UNKNOWN") return { state: "maybe", evidence: [] };
  const evidence = permissions.map((permission) => evidenceOf(permission, holdings, division));
  const ranked = [...evidence].sort((a, b) => rank(b.state) - rank(a.state));
  const decisive = match === "ALL" ? ranked.at(-1) : ranked[0];
  const state = decisive?.state ?? "no";
  return { state, evidence: match === "ANY" && decisive && state !== "no" ? [decisive] : evidence };
}

function evidenceOf(permission: string, holdings: readonly Holding[], division: DivisionId | undefined): Evidence {
  const nothing: Evidence = { permission, state: "no" };
  if (division === undefined) return nothing;
  return holdings
    .map((holding) => evidenceFrom(holding, permission, division))
    .reduce((best, next) => (rank(next.state) > rank(best.state) ? next : best), nothing);
}

function evidenceFrom(holding: Holding, permission: string, division: DivisionId): Evidence {
  const aware = holding.divisionAware?.(permission) ?? cataloguePermission(permission)?.divisionAware ?? "unknown";
  const here = holding.divisions.some((granted) => covers(granted, division));
  if (holding.existing !== undefined) {
    // A role nobody can look into, in another division, still counts where divisions may not limit the permission.
    if (!here && aware === "yes") return { permission, state: "no" };
    return { permission, state: "maybe", holding, because: "existing-role" };
  }
  if (!holding.holds(permission)) return { permission, state: "no" };
  const full: State = holding.conditional ? "conditional" : "yes";
  if (here) return { permission, state: full, holding };
  if (aware === "no") return { permission, state: full, holding, because: "leaks" };
  if (aware === "unknown") return { permission, state: "maybe", holding, because: "may-leak" };
  return { permission, state: "elsewhere", holding };
}

function rank(state: State): number {
  return STATES.indexOf(state);
}
