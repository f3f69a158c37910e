/** A register written out: one row for each subject, item, division and condition. */
import type {
  Register,
  RegisterDivision,
  RegisterHolding,
  RegisterItem,
  RegisterOrg,
  RegisterSubject,
} from "./model.ts";

export interface RegisterAtom {
  readonly org: RegisterOrg;
  readonly subject: RegisterSubject;
  readonly holding: RegisterHolding;
  readonly item: RegisterItem;
  readonly division: RegisterDivision;
  /** As a sentence; empty where it holds without one. */
  readonly condition: string;
  readonly risk: RegisterItem["risk"];
}

/** In the order of the register. */
export function* atomsOfRegister({ orgs }: Pick<Register, "orgs">): Generator<RegisterAtom> {
  for (const org of orgs) {
    for (const subject of org.subjects) {
      for (const holding of subject.holdings) {
        const condition = holding.condition === undefined ? "" : (org.conditions[holding.condition] ?? "");
        for (const itemIndex of holding.items) {
          const item = org.items[itemIndex];
          if (!item) continue;
          for (const divisionIndex of holding.divisions) {
            const division = org.divisions[divisionIndex];
            if (!division) continue;
            const risk = division.kind === "all" ? item.riskEverywhere : item.risk;
            yield { org, subject, holding, item, division, condition, risk };
          }
        }
      }
    }
  }
}
