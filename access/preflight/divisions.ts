/** Divisions in which the deployer grants. The org may ask for `authorization:grant:add` in each of them. */

import type { DesiredAccess } from "../plan/desired.ts";
import type { DesiredRoleDivisions, Ref } from "../resources/roleDivisions.ts";
import { quote } from "../values/flaw.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import { clientRolesPage } from "./console.ts";
import { type DeployerClient, holdOf } from "./deployer.ts";
import type { Lack } from "./finding.ts";

const GRANT_ADD = "authorization:grant:add";

interface Place {
  readonly key: string;
  readonly path: YamlPath;
}

/**
 * Grants in divisions that the deployer's right to grant does not reach.
 *
 * @param divisionAware the org's role setting `authorizationGrantDivisionAware`; undefined where the deployer may not read it
 */
export function divisionLacks(
  { grants, clients }: DesiredAccess,
  deployer: DeployerClient,
  divisionAware: boolean | undefined,
): Lack[] {
  const held = holdOf(deployer, GRANT_ADD).divisions;
  if (divisionAware === false || held.has("*") || held.size === 0) return [];
  const own = placesOutside(grants, held);
  const ofClients = placesOutside(
    clients.flatMap((client) => Object.values(client.grants)),
    held,
  );
  const lack = (level: Lack["level"], places: readonly Place[], doubt: string): Lack[] =>
    places[0] === undefined
      ? []
      : [
          {
            level,
            code: "division-not-covered",
            message: `the deployer holds ${GRANT_ADD} in some divisions only, and not in ${namesOf(places)}${doubt}`,
            fix: `Grant the deployer its role in all divisions, or in these, by hand: ${clientRolesPage(deployer.name)}.`,
            path: places[0].path,
          },
        ];
  if (divisionAware) {
    return [
      ...lack("error", own, "; the role settings of the org make grants division-aware"),
      ...lack("warning", ofClients, ", where clients get roles; whether the org asks for it there is not verified"),
    ];
  }
  const unknown =
    "; this matters where the role settings of the org make grants division-aware, which the deployer may not read";
  return lack("advice", [...own, ...ofClients], unknown);
}

function placesOutside(all: readonly DesiredRoleDivisions[], held: ReadonlySet<string>): Place[] {
  return all.flatMap(({ path, divisions }) =>
    Object.entries(divisions).flatMap(([key, ref]) =>
      isCovered(ref, held) ? [] : [{ key, path: [...path, "divisions"] }],
    ),
  );
}

/** A division that the stack makes is new: only all divisions reach it. */
function isCovered(ref: Ref, held: ReadonlySet<string>): boolean {
  return "id" in ref && held.has(ref.id);
}

function namesOf(places: readonly Place[]): string {
  const names = [...new Set(places.map(({ key }) => (key === "*" ? "all divisions" : quote(key))))];
  return names.length > 5 ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");
}
