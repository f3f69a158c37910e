/** Plans a spec without an org, for checks that need no credentials. */
import type { LoadedSpec } from "../language/loadSpec.ts";
import type { OrgCatalogue } from "../language/orgCatalogue.ts";
import { isExisting, type Spec } from "../language/spec.ts";
import { isUuid } from "../language/values.ts";
import { printSelector, selectorTest } from "../values/selector.ts";
import type { Select } from "./divisions.ts";
import type { OrgDivision, OrgFacts, OrgListing } from "./orgFacts.ts";
import { type PlanResult, planWith } from "./plan.ts";

/** The name of the Home division in a new org. It can be renamed: only the live org knows. */
const HOME = "Home";

/**
 * Every division, user, group, role and client that the spec names is taken to exist. Ids are made up (`offline:…`). A selector stands for the
 * divisions of the spec that it takes and for one more, whose key is the selector's own text: whatever else the org has.
 */
export function planOffline(spec: LoadedSpec): PlanResult {
  return planWith(spec, orgOf(spec), selectOffline);
}

const selectOffline: Select = (selector, all) => {
  const selects = selectorTest(selector);
  const key = printSelector(selector);
  const others = { key, name: key, ref: { id: pseudoId("divisions", key) }, home: selects(HOME) };
  return [...all.filter(({ name }) => selects(name)), others];
};

/** An org that holds exactly what the spec names, and has the permissions of the org's own list. */
export function orgOf({ value, catalogue }: LoadedSpec): OrgFacts {
  const { organization, divisions, roles, clients, users, groups } = value;
  return {
    organization: { id: organization.id, name: organization.name ?? "" },
    divisions: existingDivisions(divisions),
    roles: namedRoles(roles),
    users: new Map(Object.keys(users).map((email) => [email.toLowerCase(), pseudoId("users", email)])),
    groups: new Map(Object.keys(groups).map((name) => [name, [pseudoId("groups", name)]])),
    clients: Object.values(clients).flatMap((client) =>
      isExisting(client) ? [{ id: client.existing, name: client.existing }] : [],
    ),
    // No client of a spec has an empty id: whether one of them is the deployer, only the org knows.
    deployerClientId: "",
    ...(catalogue && { permissions: new Set(catalogue.permissions.keys()), listing: saidToLeak(catalogue) }),
  };
}

/**
 * A committed list makes nothing harmless: that a division limits a permission is believed of the org itself alone, that none does also of the list.
 */
function saidToLeak({ permissions }: OrgCatalogue): OrgListing {
  return new Map([...permissions].filter(([, { divisionAware }]) => divisionAware === false));
}

function existingDivisions(divisions: Spec["divisions"]): OrgDivision[] {
  const names = new Set(Object.values(divisions).flatMap(({ name, manage }) => (manage ? [] : [name])));
  return [...names].map((name) => ({ id: pseudoId("divisions", name), name, homeDivision: name === HOME }));
}

function namedRoles(roles: Spec["roles"]): OrgFacts["roles"] {
  const existing = new Set(Object.values(roles).flatMap((role) => (isExisting(role) ? [role.existing] : [])));
  return [...existing].map((nameOrId) => ({
    id: isUuid(nameOrId) ? nameOrId.toLowerCase() : pseudoId("roles", nameOrId),
    name: nameOrId,
  }));
}

function pseudoId(section: string, key: string): string {
  return `offline:${section}:${key}`;
}
