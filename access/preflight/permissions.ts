/** Permissions that a spec needs and the deployer does not hold. */
import type { Spec } from "../language/spec.ts";
import { clientRolesPage, rolePermissionsPage } from "./console.ts";
import { type DeployerClient, holdOf, managesAccess, opaqueRoles } from "./deployer.ts";
import type { Lack } from "./finding.ts";
import { isNeededToDeploy, type Need, needsOf, type Use } from "./needs.ts";

/** A user that is not found may live in a division that the deployer does not see: then this is told with it. */
export const USERS_OF_SOME_DIVISIONS = "users-of-some-divisions";

/** One for every need that is not met, in the order of the permissions. */
export function permissionLacks(spec: Spec, deployer: DeployerClient): Lack[] {
  const needs = needsOf(spec);
  return [
    ...needs.flatMap((need) => lacksOf(need, deployer)),
    ...(needs.some((need) => !isMet(need, deployer)) ? [] : searchLacks(spec, deployer)),
  ];
}

/** The deployer can do none of the writes of this spec: somebody made its client for reading only. */
export function isReader(spec: Spec, deployer: DeployerClient): boolean {
  const writing = needsOf(spec).filter(({ uses }) =>
    uses.every(({ phase }) => phase === "write" || phase === "remove"),
  );
  return writing.length > 0 && writing.every((need) => !isMet(need, deployer));
}

function isMet({ anyOf }: Need, deployer: DeployerClient): boolean {
  return anyOf.some((permission) => holdOf(deployer, permission).divisions.size > 0);
}

function lacksOf(need: Need, deployer: DeployerClient): Lack[] {
  const { anyOf, uses } = need;
  const holds = anyOf.map((permission) => holdOf(deployer, permission)).filter(({ divisions }) => divisions.size > 0);
  const facts = {
    permissions: anyOf,
    operations: [...new Set(uses.map(({ operation }) => operation))],
    phases: [...new Set(uses.map(({ phase }) => phase))],
    path: uses[0]?.paths[0] ?? [],
    atKey: true,
  };
  const text = anyOf.join(" or ");
  const hidden = opaqueRoles(deployer);
  if (holds.length === 0 && hidden.length > 0) {
    const message = `the org does not show what the deployer's ${hidden.map((name) => JSON.stringify(name)).join(", ")} permits: ${text} may be missing, ${purpose(uses)}`;
    return [
      {
        ...facts,
        level: "advice",
        code: "permission-not-shown",
        message,
        fix: `Look for it at ${rolePage(deployer)}.`,
      },
    ];
  }
  if (holds.length === 0) {
    const level = isNeededToDeploy(need) ? "error" : "warning";
    const message = `the deployer ${JSON.stringify(deployer.name)} lacks ${text}, ${purpose(uses)}`;
    return [{ ...facts, level, code: "missing-permission", message, fix: fixOf(deployer) }];
  }
  if (!holds.every(({ conditional }) => conditional)) return [];
  const message = `the deployer holds ${text} only under a condition, ${purpose(uses)}`;
  return [
    {
      ...facts,
      level: "warning",
      code: "conditional-permission",
      message,
      fix: `Take the condition away at ${rolePage(deployer)}.`,
    },
  ];
}

/** `needed to make and change roles (4 of them: POST /api/v2/authorization/roles)`. */
function purpose(uses: readonly Use[]): string {
  const texts = [...Map.groupBy(uses, ({ verb, things }) => `${verb} ${things}`)].map(([what, same]) => {
    const count = Math.max(...same.map(({ paths }) => paths.length));
    const calls = [...new Set(same.map(({ operation }) => operation))];
    return `${what} (${count} in this stack; ${calls.join(", ")})`;
  });
  return `needed to ${texts.join(", to ")}`;
}

function fixOf(deployer: DeployerClient): string {
  const page = rolePage(deployer);
  return deployer.grants.length > 0
    ? `Add it to the deployer's role by hand: ${page}.`
    : `Give the deployer a role that has it, by hand: ${page}.`;
}

/** The role that makes the client a deployer, where it has one. */
function rolePage({ name, grants }: DeployerClient): string {
  const role = grants.find(managesAccess) ?? grants[0];
  return role ? rolePermissionsPage(role.roleName) : clientRolesPage(name);
}

/** The vendor documents that users are searched only in the divisions in which the caller may view them. */
function searchLacks({ users }: Spec, deployer: DeployerClient): Lack[] {
  const [first] = Object.keys(users);
  if (first === undefined || holdOf(deployer, "directory:user:view").divisions.has("*")) return [];
  return [
    {
      level: "advice",
      code: USERS_OF_SOME_DIVISIONS,
      message:
        "the deployer holds directory:user:view in some divisions only, and a search may not find users of the others",
      fix: `Grant it that role in all divisions if a user of the spec is not found: ${clientRolesPage(deployer.name)}.`,
      path: ["users", first],
      atKey: true,
    },
  ];
}
