/** Everything that the deployer lacks for a spec, in one list. Pure; nothing is ever granted to the deployer by this project. */

import type { LoadedSpec } from "../language/loadSpec.ts";
import { sortProblems } from "../language/problem.ts";
import type { Spec } from "../language/spec.ts";
import type { OrgListing } from "../plan/orgFacts.ts";
import { type PlanResult, WRONG_ORGANIZATION } from "../plan/plan.ts";
import type { DeployerClient } from "./deployer.ts";
import { divisionLacks } from "./divisions.ts";
import { divisionsLimitLacks } from "./divisionsLimit.ts";
import { type Lack, LEVELS, locateLack, type PreflightFinding } from "./finding.ts";
import { heldRoleLacks } from "./heldRoles.ts";
import { clientLacks, type Identity, organizationLacks, regionLacks } from "./identity.ts";
import { NAMES_NOT_READ, type NameQuestion, nameLacks } from "./names.ts";
import { ownAccessLacks } from "./ownAccess.ts";
import { isReader, permissionLacks, USERS_OF_SOME_DIVISIONS } from "./permissions.ts";
import { scopeLacks } from "./scopes.ts";
import { unlistedLacks } from "./unlisted.ts";

export interface PreflightInput extends Identity {
  readonly spec: LoadedSpec;
  /** The address of the API in the stack's connection. */
  readonly apiUrl: string;
  /** The org's role setting; absent where the deployer may not read it. */
  readonly divisionAware?: boolean;
  /** The spec against the org; absent where the deployer may not read what it takes. */
  readonly planned?: PlanResult;
  /** What the org says of its permissions; absent where nobody could ask. */
  readonly listing?: OrgListing | undefined;
  /** What has a name in the org, and what of it is this stack's; absent where nobody could ask. */
  readonly naming?: NameQuestion | undefined;
  /** The number of divisions that the org says it may have; absent where nobody asked, or it did not say. */
  readonly mostDivisions?: number | undefined;
}

/** Errors first, then warnings and advice, each in the order of the file. Problems of the plan are among the errors. */
export function preflight(input: PreflightInput): PreflightFinding[] {
  const { spec, apiUrl, divisionAware, planned, listing, naming, mostDivisions, ...identity } = input;
  const { deployer } = identity;
  const org = [...regionLacks(spec.value, apiUrl), ...organizationLacks(spec.value, identity)];
  // The client belongs to another org: what it is and lacks there says nothing about the org of the spec.
  if (!deployer || org.some(({ code }) => code === WRONG_ORGANIZATION)) return ordered(spec, org, []);
  const who = [...org, ...clientLacks(deployer)];
  const own = ownAccessLacks(spec.value, deployer);
  const problems: PreflightFinding[] =
    planned && !planned.ok ? planned.problems.map((one) => ({ ...one, level: "error" })) : [];
  const told = new Set(problems.map(({ code }) => code));
  const lacks = [
    ...who,
    ...permissionLacks(spec.value, deployer).map((lack) =>
      isReason(lack, told) ? { ...lack, level: "error" as const } : lack,
    ),
    ...own.filter(({ code }) => !told.has(code)),
    ...(planned?.ok ? divisionLacks(planned.desired, deployer, divisionAware) : []),
    ...heldRoleLacks(spec.value, deployer),
    ...scopeLacks(spec.value),
    ...(naming ? namesFor(deployer, spec.value, naming) : []),
    ...(naming ? divisionsLimitLacks(spec.value, naming, mostDivisions) : []),
    ...(listing ? unlistedLacks(spec.value, listing) : []),
  ];
  return ordered(spec, lacks, problems);
}

/** Whoever is to write is told the permission that is missing; a client that is made for reading only hears what was not looked at. */
function namesFor(deployer: DeployerClient, spec: Spec, naming: NameQuestion): Lack[] {
  const lacks = nameLacks(spec, naming);
  return isReader(spec, deployer) ? lacks : lacks.filter(({ code }) => code !== NAMES_NOT_READ);
}

/** It may be why the plan failed. */
function isReason({ code }: Lack, problems: ReadonlySet<string>): boolean {
  return code === USERS_OF_SOME_DIVISIONS && problems.has("user-not-found");
}

function ordered(spec: LoadedSpec, lacks: readonly Lack[], problems: readonly PreflightFinding[]): PreflightFinding[] {
  const all = [...lacks.map((lack) => locateLack(spec, lack)), ...problems];
  return LEVELS.flatMap((level) => {
    const ofLevel = all.filter((one) => one.level === level);
    return sortProblems(ofLevel, [spec.file]) as PreflightFinding[];
  });
}

/** The problems that are known before any org answers: a region that is not the spec's. */
export function regionProblems(spec: LoadedSpec, apiUrl: string): PreflightFinding[] {
  return regionLacks(spec.value, apiUrl).map((lack) => locateLack(spec, lack));
}
