/** The risk of one gain, to rank gains for a reviewer: whether a gain is allowed, the rules of the policies decide. */
import { generalPermission, isGeneralForm } from "../catalogue/generalPermissions.ts";
import { permission } from "../catalogue/permissions.ts";
import { isWriteScope } from "../catalogue/scopes.ts";
import { sensitivity } from "../catalogue/sensitivity.ts";
import { type Item, itemKind, itemText } from "../effective/item.ts";
import type { DivisionId } from "../values/division.ts";

export const RISK_LEVELS = ["low", "medium", "high", "critical"] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

export interface Risk {
  readonly level: RiskLevel;
  /** Short phrases, the weightiest first. */
  readonly reasons: readonly string[];
}

/** The risks of an item: in some divisions, and in all of them. */
interface ItemRisks {
  readonly limited: Risk;
  readonly everywhere: Risk;
}

const known = new Map<Item, ItemRisks>();

/** All divisions, and permissions that no division limits, weigh one level more. */
export function riskOf(item: Item, divisions: readonly DivisionId[]): Risk {
  const risks = known.get(item) ?? risksOf(item);
  known.set(item, risks);
  return divisions.includes("all") ? risks.everywhere : risks.limited;
}

function risksOf(item: Item): ItemRisks {
  const risk = RISKS[itemKind(item)](itemText(item));
  const leaks = itemKind(item) === "permission" && permission(itemText(item))?.divisionAware === "no";
  return {
    limited: leaks ? raised(risk, "no division limits it") : risk,
    everywhere: raised(risk, "in all divisions"),
  };
}

function raised({ level, reasons }: Risk, reach: string): Risk {
  return { level: RISK_LEVELS[RISK_LEVELS.indexOf(level) + 1] ?? "critical", reasons: [...reasons, reach] };
}

/** For sorting: the riskiest first. */
export function compareRisk(a: Risk, b: Risk): number {
  return RISK_LEVELS.indexOf(b.level) - RISK_LEVELS.indexOf(a.level);
}

const RISKS: Readonly<Record<ReturnType<typeof itemKind>, (text: string) => Risk>> = {
  permission: permissionRisk,
  pattern: () => ({ level: "high", reasons: ["a wildcard: also what the catalogue does not know"] }),
  role: () => ({ level: "high", reasons: ["an existing role: its permissions are not known here"] }),
  "user-context": () => ({ level: "medium", reasons: ["acts for every user who signs in"] }),
  scope: (text) =>
    isWriteScope(text)
      ? { level: "medium", reasons: ["a scope that can change things"] }
      : { level: "low", reasons: [] },
};

function permissionRisk(text: string): Risk {
  if (isGeneralForm(text)) {
    const does = generalPermission(text);
    return {
      level: "critical",
      reasons: [does ? `a general permission: ${does}` : "a general permission that no source names"],
    };
  }
  const row = permission(text);
  if (!row) return { level: "high", reasons: ["not in the catalogue"] };
  if (row.kind === "admin") return { level: "critical", reasons: ["administers the organization"] };
  if (row.kind === "write") return { level: "high", reasons: ["can change things"] };
  const sensitive = sensitivity(text);
  return sensitive ? { level: "medium", reasons: [`shows ${sensitive.why}`] } : { level: "low", reasons: [] };
}
