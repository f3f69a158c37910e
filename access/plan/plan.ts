/** A spec and facts of the org -> the desired access. Pure: the same spec and facts give the same plan. */
import type { LoadedSpec } from "../language/loadSpec.ts";
import { type FlawAtPath, type Problem, problemAt, sortProblems } from "../language/problem.ts";
import type { Spec } from "../language/spec.ts";
import { quote } from "../values/flaw.ts";
import { desiredClients } from "./clients.ts";
import { conditionlessFlaws } from "./conditionless.ts";
import type { DesiredAccess } from "./desired.ts";
import { withDivisionAnswers } from "./divisionReach.ts";
import { desiredDivisions, knownDivisions, type Select } from "./divisions.ts";
import { desiredExpectations } from "./expectations.ts";
import { grantResolver } from "./grantResolver.ts";
import { desiredGrants } from "./grants.ts";
import { selectFor } from "./lockedSelectors.ts";
import type { OrgFacts } from "./orgFacts.ts";
import { desiredRoles, roleRefs } from "./roles.ts";
import { unusedPermissions } from "./unusedPermissions.ts";
import { userCalls } from "./userCalls.ts";

export type PlanResult =
  | { readonly ok: true; readonly desired: DesiredAccess }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Plans a spec against an org. Against the wrong org nothing else is looked at. Whether a managed division, role or client is in the org already
 * is not judged here: the provider decides that when it creates one.
 */
export function plan(spec: LoadedSpec, org: OrgFacts): PlanResult {
  return planWith(spec, org, selectFor(spec));
}

/** A plan in which `select` says what the selectors of the grants stand for. */
export function planWith(spec: LoadedSpec, org: OrgFacts, select: Select): PlanResult {
  const wrongOrg = organizationFlaws(spec.value, org);
  if (wrongOrg.length > 0) return { ok: false, problems: locateAll(spec, wrongOrg) };
  const roles = roleRefs(spec.value, org.roles);
  const divisions = knownDivisions(spec.value, org.divisions);
  const resolver = grantResolver(roles.byKey, divisions.byKey, select);
  const clients = desiredClients(spec.value, resolver);
  const { grants, flaws } = desiredGrants(spec.value, org, resolver);
  const problems = locateAll(spec, [
    ...divisions.flaws,
    ...roles.flaws,
    ...conditionlessFlaws(spec.value, org.conditionless),
    ...flaws,
    ...resolver.flaws,
  ]);
  if (problems.length > 0) return { ok: false, problems };
  const desired: DesiredAccess = {
    stack: stackNameOf(spec.file),
    organization: { id: org.organization.id, name: org.organization.name },
    development: spec.value.development,
    divisions: desiredDivisions(spec.value),
    ...withDivisionAnswers({ roles: desiredRoles(spec.value, org.permissions), clients, grants }, org.listing),
    expectations: desiredExpectations(spec.value),
    userCalls: userCalls(spec.value),
    unusedPermissions: unusedPermissions(spec),
  };
  return { ok: true, desired };
}

/** Every stack has a file of its name. One that its config names otherwise is called by the file, so that all tools call a finding the same. */
export function stackNameOf(file: string): string {
  const name = file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
  return name.replace(/\.ya?ml$/, "");
}

/** The one finding where the credentials belong to another org. */
export const WRONG_ORGANIZATION = "wrong-organization";

/** The org guard: credentials of one org with the file of another would create everything in the wrong place. */
export function organizationFlaws({ organization }: Spec, org: Pick<OrgFacts, "organization">): FlawAtPath[] {
  if (organization.id === org.organization.id.toLowerCase()) return [];
  const named = organization.name === undefined ? "" : ` (${quote(organization.name)})`;
  const message = `the spec is for the organization ${organization.id}${named}, and the credentials are of ${org.organization.id} (${quote(org.organization.name)})`;
  const fix = "Use the credentials of the spec's organization, or the spec of this one.";
  return [{ code: WRONG_ORGANIZATION, message, fix, path: ["organization", "id"] }];
}

function locateAll(spec: LoadedSpec, flaws: readonly FlawAtPath[]): Problem[] {
  const problems = flaws.map(({ path, atKey, ...flaw }) =>
    problemAt(atKey ? spec.locateKey(path) : spec.locate(path), path, flaw),
  );
  return sortProblems(problems, [spec.file]);
}
