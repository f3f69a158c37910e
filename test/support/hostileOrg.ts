/** A large org that nobody has ever tidied: the same in every run, with names that collide, are quoted, or were chosen to harm whoever prints or parses them. */
import { cataloguePermissions } from "../../simulator/catalogue/permissions.ts";
import { type OrgData, SEED, seedOrg } from "../../simulator/index.ts";
import type { Client, Grant, GrantType, Policy, Role } from "../../simulator/org/orgData.ts";
import { fixedId } from "../../simulator/seed/fixedId.ts";
import { BORN, newClient } from "../../simulator/seed/newClient.ts";

export interface HostileSize {
  /** All of the org's roles, with the default ones and those of the seed. */
  readonly roles?: number;
  readonly clients?: number;
  readonly divisions?: number;
  readonly users?: number;
  readonly groups?: number;
}

/** Names that break a reader, a printer or a rule for keys. No two are the same text. */
export const HOSTILE_NAMES: readonly string[] = [
  // Of one key.
  "Export",
  "export",
  "EXPORT!",
  "Ex-port",
  "ex port",
  "éxport",
  "Export (1)",
  "export-1a2b3c",
  // Quoted, and what YAML reads as something else.
  `"double"`,
  "'single'",
  'it\'s "both"',
  "back\\slash",
  "null",
  "true",
  "~",
  "1e3",
  "0x1F",
  "2026-11-29",
  "12:30:00",
  "- list: item",
  "key: value",
  "*star",
  "&anchor",
  "!!js/function 'x'",
  "%YAML 1.2",
  "# no comment",
  "{flow: [map]}",
  "? question",
  "| literal",
  "> folded",
  "@at",
  "`tick`",
  "<<",
  // Templates, shells, queries, formulas, markup.
  "{{ template }}",
  "$" + "{HOME}",
  "$(reboot)",
  "%s%n%d",
  "'; DROP TABLE roles; --",
  "=cmd|' /C calc'!A0",
  "+1+1",
  "-1",
  "<script>alert(1)</script>",
  "![x](https://evil.example/x.png)",
  "[link](javascript:alert(1))",
  "a | b | c",
  "@channel",
  "::error file=x::boo",
  "../../etc/passwd",
  "con",
  // Of the language that objects are made of.
  "__proto__",
  "constructor",
  "toString",
  // Nobody's letters.
  "🙂",
  "🙂🙂",
  "👩‍💻 Team",
  "日本語",
  "مرحبا",
  "Ελλάδα",
  "раypal",
  // Seen by nobody.
  "zero\u200bwidth",
  "turn\u202earound",
  "bell\u0007",
  "escape\u001b[31mred",
  "line\nbreak",
  "tab\tstop",
  `long ${"x".repeat(180)}`,
];

/** The name of the n-th object of a kind: hostile ones first, then plain ones of which every fifth shares its key with another. */
function nameAt(index: number, unique: boolean): string {
  const hostile = HOSTILE_NAMES[index];
  if (hostile !== undefined) return hostile;
  if (index % 5 !== 0) return `Integration ${index}`;
  return unique ? `Integration #${index - 1}` : `Integration ${index - 1}`;
}

const ADA = SEED.users["ada.admin@contoso.example"];
const GRANT_TYPES: readonly GrantType[] = ["CODE", "TOKEN", "SAML2-BEARER", "PASSWORD"];

/** Without other sizes 200 roles, 150 clients and 30 divisions, the seed org's among them, with grants of clients, users and groups. */
export function hostileOrg(size: HostileSize = {}): OrgData {
  const { roles = 200, clients = 150, divisions = 30, users = 60, groups = 12 } = size;
  const org = seedOrg();
  const missing = (all: readonly unknown[], wanted: number) =>
    Array.from({ length: Math.max(wanted - all.length, 0) }, (_, index) => index);
  org.divisions.push(
    ...missing(org.divisions, divisions).map((index) => ({
      id: fixedId(`hostile/division/${index}`),
      // An org takes no two divisions that differ in case alone.
      name: nameAt(index === 1 || index === 2 ? 300 + index : index, true),
      description: index % 3 === 0 ? nameAt(index, true) : "",
      homeDivision: false,
      deleted: false,
    })),
  );
  org.roles.push(...missing(org.roles, roles).map(roleAt));
  org.users.push(
    ...missing(org.users, users).map((index) => ({
      id: fixedId(`hostile/user/${index}`),
      name: nameAt(index, false),
      email: `user${index}@contoso.example`,
      title: "",
      department: "",
      divisionId: SEED.divisions.Home,
    })),
  );
  org.groups.push(
    ...missing(org.groups, groups).map((index) => ({
      id: fixedId(`hostile/group/${index}`),
      name: nameAt(index, false),
      description: nameAt(index + 1, false),
      memberIds: org.users.slice(index, index + 3).map(({ id }) => id),
    })),
  );
  const added = missing(org.clients, clients).map(clientAt);
  org.clients.push(...added);
  org.grants.push(...grantsOf(org, added));
  return org;
}

/** Every seventh has a star, every eleventh a condition, every thirteenth a general permission, every tenth the content of the one before it. */
function roleAt(index: number): Role {
  const content = index % 10 === 9 ? index - 1 : index;
  const all = cataloguePermissions();
  const policies = Array.from({ length: 1 + (content % 6) }, (_, step): Policy => {
    const at = all[(content * 37 + step * 211) % all.length];
    return { domain: at?.domain ?? "", entityName: at?.entity ?? "", actionSet: [at?.action ?? ""] };
  });
  const once = [...new Map(policies.map((policy) => [`${policy.domain}:${policy.entityName}`, policy])).values()];
  if (content % 7 === 3) once.push({ domain: "routing", entityName: "*", actionSet: ["*"] });
  if (content % 11 === 5) once.push(CONDITIONAL);
  return {
    id: fixedId(`hostile/role/${index}`),
    name: nameAt(index, true),
    description: index % 4 === 0 ? nameAt(index, true) : "",
    permissions: content % 13 === 6 ? ["admin"] : [],
    permissionPolicies: once,
    roleNeedsUpdate: false,
  };
}

const CONDITIONAL: Policy = {
  domain: "analytics",
  entityName: "conversationDetail",
  actionSet: ["view"],
  resourceConditionNode: {
    conjunction: "AND",
    terms: [{ variableName: "Conversation.mediaType", operator: "EQ", operands: [{ type: "SCALAR", value: "CALL" }] }],
  },
};

/** Two of three act by themselves; every ninth is inactive. */
function clientAt(index: number): Client {
  const id = fixedId(`hostile/client/${index}`);
  const name = nameAt(index, false);
  const born = newClient(
    { clientId: id, clientSecret: `simulator-only-hostile-${index}`, name },
    nameAt(index + 7, false),
    ADA,
  );
  const state = index % 9 === 8 ? "inactive" : "active";
  if (index % 3 !== 2) return { ...born, state, accessTokenValiditySeconds: 3600 };
  return {
    ...born,
    state,
    authorizedGrantType: GRANT_TYPES[index % GRANT_TYPES.length] ?? "CODE",
    scope: ["analytics:readonly", "users:readonly"],
    registeredRedirectUri: [`https://app${index}.contoso.example/callback`],
  };
}

function grantsOf(org: OrgData, clients: readonly Client[]): Grant[] {
  const roles = org.roles.filter(({ defaultRoleId }) => defaultRoleId === undefined).map(({ id }) => id);
  const divisions = org.divisions.map(({ id }) => id);
  const some = (subjectType: Grant["subjectType"], subjectId: string, index: number, count: number) =>
    Array.from(
      { length: count },
      (_, step): Grant => ({
        subjectType,
        subjectId,
        roleId: roles[(index * 5 + step * 3) % roles.length] ?? "",
        divisionId: (index + step) % 8 === 0 ? "*" : (divisions[(index * 7 + step) % divisions.length] ?? "*"),
        grantMadeAt: BORN,
      }),
    );
  const known = new Set(org.grants.map(({ subjectId }) => subjectId));
  const acting = clients.filter(({ authorizedGrantType }) => authorizedGrantType === "CLIENT-CREDENTIALS");
  return [
    ...acting.flatMap(({ id }, index) => some("PC_OAUTH_CLIENT", id, index, 1 + (index % 5))),
    ...org.users
      .filter(({ id }) => !known.has(id))
      .flatMap(({ id }, index) => some("PC_USER", id, index, 1 + (index % 3))),
    ...org.groups.filter(({ id }) => !known.has(id)).flatMap(({ id }, index) => some("PC_GROUP", id, index, 2)),
  ];
}
