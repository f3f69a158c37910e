/** The reads of a run before it decides anything: the deployer, and the facts of the org that planning needs. */
import type { OrgFacts, OrgNeeds } from "../../access/plan/orgFacts.ts";
import { holdOf } from "../../access/preflight/deployer.ts";
import { type GenesysApiError, isStatus } from "./apiError.ts";
import type { Deployer } from "./deployer.ts";
import { isOrgOf, readOrgFacts } from "./orgFacts.ts";
import { OtherOrganization } from "./otherOrganization.ts";
import type { Organization, Session } from "./session.ts";
import { wireRoleSettings } from "./wire.ts";

export interface Inspection {
  readonly organization: Organization;
  readonly deployer: Deployer;
  /** True where the org asks for the right to grant in each division; absent where the deployer may not read it. */
  readonly divisionAware?: boolean;
  /** Or the 403 that planning met: the deployer may not read what it takes. */
  readonly org: OrgFacts | GenesysApiError;
}

/**
 * The org comes first, beside whatever the needs still wait for. Once it is known to be the one that is asked about, all other reads go out together; identical ones are one request.
 *
 * @throws OtherOrganization when it is another one: nothing else was read there
 * @throws GenesysApiError when the org does not answer, or refuses the credentials themselves
 */
export async function inspectOrg(session: Session, wanted: OrgNeeds | Promise<OrgNeeds>): Promise<Inspection> {
  const [organization, needs] = await Promise.all([session.organization(), wanted]);
  if (!isOrgOf(needs, organization)) throw new OtherOrganization(organization);
  const [deployer, org] = await Promise.all([
    session.deployer(),
    readOrgFacts(session.client, needs, organization).catch(forbidden),
  ]);
  const divisionAware = await readDivisionAware(session, deployer);
  return { organization, deployer, org, ...(divisionAware !== undefined && { divisionAware }) };
}

function forbidden(error: unknown): GenesysApiError {
  if (isStatus(error, 403)) return error;
  throw error;
}

/** No deployer needs the right to read settings: one that has it anyway is told more. */
async function readDivisionAware({ client }: Session, deployer: Deployer): Promise<boolean | undefined> {
  const may = ["authorization:settings:view", "directory:organization:admin"].some(
    (permission) => holdOf(deployer, permission).divisions.size > 0,
  );
  // The answer matters only where the right to grant does not reach everywhere.
  if (!may || holdOf(deployer, "authorization:grant:add").divisions.has("*")) return undefined;
  const settings = await client.get("/api/v2/authorization/roles/settings", wireRoleSettings);
  return settings.authorizationGrantDivisionAware ?? undefined;
}
