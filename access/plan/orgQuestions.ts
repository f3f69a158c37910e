/** All that a run asks its org before it decides: what planning takes, and what tells early that an update would stop half-way. */
import { isExisting, type Spec } from "../language/spec.ts";
import { NAMED_SECTIONS, type NamedSection, type OrgNeeds } from "./orgFacts.ts";
import { orgNeeds } from "./orgNeeds.ts";

/** What the spec names of the org, the org that it is for, and what the org says of the permissions and names that the stack is going to use. */
export function orgQuestions(spec: Spec): OrgNeeds {
  const names = NAMED_SECTIONS.filter((section) => makesIn(spec, section));
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

function makesIn(spec: Spec, section: NamedSection): boolean {
  if (section === "divisions") return Object.values(spec.divisions).some(({ manage }) => manage);
  return Object.values(spec[section]).some((one) => !isExisting(one));
}
