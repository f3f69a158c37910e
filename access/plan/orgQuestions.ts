/** All that a run asks its org before it decides: what planning takes, and what tells early that an update would stop half-way. */
import type { Spec } from "../language/spec.ts";
import { type DeployedNames, keepsName, madeNames } from "./madeNames.ts";
import { NAMED_SECTIONS, type OrgNeeds } from "./orgFacts.ts";
import { orgNeeds } from "./orgNeeds.ts";

/**
 * What the spec names of the org, the org that it is for, and what the org says of the permissions and names that the stack is going to use.
 *
 * @param deployed the names that the last deployment gave: what keeps its name asks nothing. Without it every name is asked about
 */
export function orgQuestions(spec: Spec, deployed?: DeployedNames): OrgNeeds {
  const names = NAMED_SECTIONS.filter((section) => madeNames(spec, section).some((made) => !keepsName(deployed, made)));
  return {
    ...ownOrgNeeds(spec),
    ...(Object.keys(spec.roles).length > 0 && { listing: true }),
    ...(names.length > 0 && { names }),
  };
}

/** What planning alone takes, of the org that the spec is for and of no other. */
export function ownOrgNeeds(spec: Spec): OrgNeeds {
  return { ...orgNeeds(spec), organization: spec.organization.id };
}
