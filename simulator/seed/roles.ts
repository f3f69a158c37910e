/**
 * Roles of the seed org: the vendor's default roles as far as this simulator knows them, and two custom ones.
 * The permissions of the default roles are a plausible subset: the vendor changes them with every release and no public file lists them.
 */
import { cataloguePermissions } from "../catalogue/permissions.ts";
import type { Policy, Role } from "../org/orgData.ts";
import { SEED } from "../seed.ts";

type RoleText = Omit<Role, "permissionPolicies"> & { readonly holds: readonly string[] };

/** Compact lines (`domain:entity:action,action`) of what each default role permits; `admin` gets the whole catalogue. */
const EMPLOYEE = ["directory:userProfile:view", "analytics:agentConversationDetail:view"];
const USER = [...EMPLOYEE, "routing:queue:view", "directory:user:view"];
const SUPERVISOR = [
  ...USER,
  "analytics:conversationAggregate:view",
  "analytics:conversationDetail:view",
  "quality:evaluation:add,edit,view",
  "recording:recording:view",
  "recording:recordingSegment:view",
  "wfm:publishedSchedule:view",
  "wfm:realtimeAdherence:view",
];

/** What the vendor's Terraform tests read from this role. */
const TRUSTED = [
  "authorization:orgTrusteeGroup:view",
  "authorization:orgTrusteeUser:view",
  "authorization:orgTrustor:view",
];

/** The permissions of the deployer as this product documents them: no data, only access administration. */
const DEPLOYER = [
  "authorization:division:add,delete,edit",
  "authorization:grant:add,delete,view",
  "authorization:role:add,delete,edit,view",
  "directory:group:view",
  "directory:user:view",
  "oauth:client:add,delete,edit,view",
];

/** An over-broad role as found in the field: data of every kind, users that it may edit, and the right to make roles. */
const LEGACY = [
  ...SUPERVISOR,
  "authorization:role:add,edit,view",
  "directory:user:edit,view",
  "externalContacts:contact:view",
  "recording:screenRecording:view",
  "routing:queue:add,delete,edit,view",
  "wfm:schedule:edit,view",
];

/** A custom role of these lines (`domain:entity:action,action`). */
export function plainRole(id: string, name: string, description: string, holds: readonly string[]): Role {
  return toRole({ id, name, description, permissions: [], roleNeedsUpdate: false, holds });
}

/** The role of the client that `pulumi up` runs with. */
export function deployerRole(id: string, name: string): Role {
  return plainRole(id, name, "Lets Pulumi manage roles, divisions, grants and OAuth clients", DEPLOYER);
}

/**
 * A role that is said to exist, and nothing else is known of it: it permits what the default role of that name does, in whatever case it is
 * written, and otherwise what `user` does.
 */
export function roleLikeDefault(id: string, name: string): Role {
  const like = defaultRoles().find((role) => role.name.toLowerCase() === name.toLowerCase());
  const role = plainRole(id, name, "Existed before: what it permits is made up", USER);
  return like === undefined ? role : { ...role, permissionPolicies: like.permissionPolicies };
}

/** The default roles as the vendor ships them; POST and PUT /authorization/roles/default bring them back. */
export function defaultRoles(): Role[] {
  return [
    toRole(defaultRole("employee", "Basic access for every user", EMPLOYEE)),
    {
      ...toRole(defaultRole("admin", "Every permission of the org", [])),
      permissions: ["admin"],
      permissionPolicies: everyPermission(),
    },
    toRole(defaultRole("supervisor", "Watches queues, schedules and quality", SUPERVISOR)),
    toRole(defaultRole("user", "Works with queues", USER)),
    toRole(defaultRole("communicate user", "Calls without queues", EMPLOYEE)),
    toRole({
      ...defaultRole("Trusted External User", "Users of orgs that this org trusts", TRUSTED),
      defaultRoleId: "trustedUser",
    }),
  ];
}

export function customRoles(): Role[] {
  return [
    deployerRole(SEED.roles["Access as Code Deployer"], "Access as Code Deployer"),
    toRole(customRole("Legacy Reporting - all", "Made for a reporting tool, widened since", LEGACY)),
  ];
}

function defaultRole(name: keyof typeof SEED.roles, description: string, holds: readonly string[]): RoleText {
  // The vendor's keys are camel case (`trustedUser`); names are what people see.
  const defaultRoleId = name.replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase());
  return { ...customRole(name, description, holds), defaultRoleId };
}

function customRole(name: keyof typeof SEED.roles, description: string, holds: readonly string[]): RoleText {
  return { id: SEED.roles[name], name, description, permissions: [], roleNeedsUpdate: false, holds };
}

function toRole({ holds, ...role }: RoleText): Role {
  return { ...role, permissionPolicies: holds.map(toPolicy) };
}

function toPolicy(line: string): Policy {
  const [domain = "", entityName = "", actions = ""] = line.split(":");
  return { domain, entityName, actionSet: actions.split(",") };
}

function everyPermission(): Policy[] {
  const actions = new Map<string, string[]>();
  for (const { domain, entity, action } of cataloguePermissions()) {
    const key = `${domain}:${entity}`;
    actions.set(key, [...(actions.get(key) ?? []), action]);
  }
  return [...actions].map(([key, set]) => toPolicy(`${key}:${set.join(",")}`));
}
