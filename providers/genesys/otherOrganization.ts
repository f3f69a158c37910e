/** The credentials belong to another org than the spec: nothing was read there besides who it is. */
import type { Organization } from "./session.ts";

export class OtherOrganization extends Error {
  override readonly name = "OtherOrganization";
  readonly organization: Organization;

  constructor(organization: Organization) {
    super(`The credentials belong to the org ${JSON.stringify(organization.name)} (id ${organization.id}).`);
    this.organization = organization;
  }
}
