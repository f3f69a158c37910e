/** The seed org: the one that a simulator without other data starts with. */
import type { Division, Grant, OrgData } from "../org/orgData.ts";
import { DIVISION_NAMES, SEED } from "../seed.ts";
import { contactCentre } from "./contactCentre.ts";
import { BORN, newClient } from "./newClient.ts";
import { groups, people } from "./people.ts";
import { customRoles, defaultRoles } from "./roles.ts";

const ADA = SEED.users["ada.admin@contoso.example"];

/** The org that the simulator starts with: five divisions, people, a contact centre, and three OAuth clients. */
export function seedOrg(): OrgData {
  return {
    version: 1,
    organization: {
      id: SEED.organizationId,
      name: SEED.organizationName,
      thirdPartyOrgName: "contoso-simulated",
      domain: "contoso.example",
    },
    settings: {
      backfillEnabled: true,
      authorizationGrantDivisionAware: false,
      analysisEnabled: false,
      analysisDays: 90,
    },
    divisions: DIVISION_NAMES.map(toDivision),
    roles: [...defaultRoles(), ...customRoles()],
    clients: [
      newClient(SEED.deployer, "Runs Pulumi for this org", ADA),
      newClient(SEED.console, "Stands for an administrator who works in the console", ADA),
      newClient(SEED.legacy, "Third-party reporting, owner unknown", ADA),
    ],
    grants: seedGrants(),
    users: people(),
    groups: groups(),
    wrapupCodes: [],
    credentials: [],
    ...contactCentre(),
  };
}

function toDivision(name: (typeof DIVISION_NAMES)[number]): Division {
  return { id: SEED.divisions[name], name, description: "", homeDivision: name === "Home", deleted: false };
}

function seedGrants(): Grant[] {
  const { roles, divisions, groups: groupIds, users } = SEED;
  const of = (subjectType: Grant["subjectType"], subjectId: string, roleId: string, divisionId: string): Grant => ({
    subjectType,
    subjectId,
    roleId,
    divisionId,
    grantMadeAt: BORN,
  });
  return [
    of("PC_OAUTH_CLIENT", SEED.deployer.clientId, roles["Access as Code Deployer"], "*"),
    of("PC_OAUTH_CLIENT", SEED.console.clientId, roles.admin, "*"),
    of("PC_OAUTH_CLIENT", SEED.legacy.clientId, roles["Legacy Reporting - all"], "*"),
    of("PC_USER", ADA, roles.admin, "*"),
    of("PC_GROUP", groupIds["EMEA Supervisors"], roles.supervisor, divisions.EMEA_Operations),
    of("PC_GROUP", groupIds["EMEA Supervisors"], roles.supervisor, divisions.EMEA_Support),
    ...Object.values(users).map((id) => of("PC_USER", id, roles.employee, divisions.Home)),
  ];
}
