/** An org before anybody works in it. */
import type { Division, Grant, OrgData, User } from "../org/orgData.ts";
import { SEED } from "../seed.ts";
import { divisionRows } from "./divisionRows.ts";
import { fixedId } from "./fixedId.ts";
import { BORN, newClient } from "./newClient.ts";
import { defaultRoles, deployerRole } from "./roles.ts";

export interface EmptyOrg {
  /** A UUID. Every id in the org follows from it, so that the same org has the same ids in every run, and no other org has them. */
  readonly id: string;
  readonly name: string;
  /** The name of the deploying client and of its role. */
  readonly deployerName: string;
}

/**
 * An org as it is before anybody works in it: the Home division, the default roles, an administrator, and the clients of the deployer and of the
 * console. Their credentials are those of `SEED`: made up, and of use only here.
 */
export function emptyOrg({ id, name, deployerName }: EmptyOrg): OrgData {
  const home: Division = {
    id: fixedId(`${id}/division/Home`),
    name: "Home",
    description: "",
    homeDivision: true,
    deleted: false,
  };
  const administrator: User = {
    id: fixedId(`${id}/administrator`),
    name: "Embedded Administrator",
    email: "administrator@embedded.example",
    title: "Administrator",
    department: "Home",
    divisionId: home.id,
  };
  const defaults = defaultRoles().map((role) => ({ ...role, id: fixedId(`${id}/role/${role.name}`) }));
  const admin = defaults.find(({ defaultRoleId }) => defaultRoleId === "admin")?.id ?? "";
  const deployer = deployerRole(fixedId(`${id}/role/deployer`), deployerName);
  const everywhere = (subjectType: Grant["subjectType"], subjectId: string, roleId: string): Grant => ({
    subjectType,
    subjectId,
    roleId,
    divisionId: "*",
    grantMadeAt: BORN,
  });
  const { users, ...rows } = divisionRows(home, administrator.id);
  return {
    version: 1,
    organization: { id, name, thirdPartyOrgName: "embedded", domain: "embedded.example" },
    settings: {
      backfillEnabled: true,
      authorizationGrantDivisionAware: false,
      analysisEnabled: false,
      analysisDays: 90,
    },
    divisions: [home],
    roles: [...defaults, deployer],
    clients: [
      newClient({ ...SEED.deployer, name: deployerName }, "Runs Pulumi for this org", administrator.id),
      newClient(SEED.console, "Stands for an administrator who works in the console", administrator.id),
    ],
    grants: [
      everywhere("PC_OAUTH_CLIENT", SEED.deployer.clientId, deployer.id),
      everywhere("PC_OAUTH_CLIENT", SEED.console.clientId, admin),
      everywhere("PC_USER", administrator.id, admin),
    ],
    users: [administrator, ...users],
    groups: [],
    wrapupCodes: [],
    credentials: [],
    ...rows,
  };
}
