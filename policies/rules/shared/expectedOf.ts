/** The promises of a stack about one client, each with its decision. */

import { type Decision, decide, type Evidence } from "../../../access/explain/decide.ts";
import { type Need, parseNeed } from "../../../access/intent/need.ts";
import type { ClientExpectation } from "../../../access/plan/desired.ts";
import { namedDivision } from "../../../access/values/division.ts";
import type { StackFacts } from "../../facts.ts";
import { holdingsOf } from "./holdings.ts";

export interface Decided {
  readonly expectation: ClientExpectation;
  readonly need: Need;
  readonly decision: Decision;
  /** Names the expectation in the id of a finding. */
  readonly atom: string;
  /** `POST /api/v2/… in EMEA_Operations`. */
  readonly text: string;
}

/** The loader has checked that client and need exist; a client that is missing all the same holds nothing. */
export function decidedOf(
  { expectations, clients, roles }: Pick<StackFacts, "expectations" | "clients" | "roles">,
  kind: ClientExpectation["kind"],
): Decided[] {
  return expectations.flatMap((expectation) => {
    if (expectation.kind !== kind) return [];
    const { client: key, need: written, division } = expectation;
    const parsed = parseNeed(written, () => true);
    if (!parsed.ok) return [];
    const grants = clients.find((client) => client.key === key)?.grants ?? [];
    const where = division === undefined ? undefined : namedDivision(division);
    const decision = decide(parsed.need, holdingsOf(grants, roles), where);
    const text = division === undefined ? parsed.need.text : `${parsed.need.text} in ${division}`;
    return [{ expectation, need: parsed.need, decision, text, atom: `${key}: ${text}` }];
  });
}

/** `role "reader" gives "routing:queue:view" in EMEA_Operations`. */
export function pathText({ permission, state, holding, because }: Evidence): string {
  if (!holding) return `no role gives "${permission}"`;
  const where = divisionsText(holding.divisions);
  const gives = `role "${holding.role}" gives "${permission}"${holding.conditional ? " under a condition" : ""}`;
  switch (because) {
    case "leaks":
      return `${gives} in ${where}, and it leaks: no division limits it`;
    case "may-leak":
      return `${gives} in ${where}, and it may leak: nobody has verified that divisions limit it`;
    case "existing-role":
      return `role "${holding.role}" of the org is granted in ${where}, and whether it permits "${permission}" is not known here`;
    default:
      return `${gives} ${state === "elsewhere" ? "only " : ""}in ${where}`;
  }
}

function divisionsText(divisions: readonly string[]): string {
  return divisions
    .map((division) => (division === "all" ? "all divisions" : division.replace(/^division:/, "")))
    .join(", ");
}
