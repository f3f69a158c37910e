/** What the org says of a client itself, compared with the spec: whose token it is, its roles, their divisions and permissions. */
import { type Item, itemCovers } from "../effective/item.ts";
import type { ConditionalItems } from "../effective/roleItems.ts";
import { readConditionNode } from "../resources/conditionNode.ts";
import { conditionText, UNCONDITIONAL } from "../values/condition.ts";
import { quote } from "../values/flaw.ts";
import { compareText, sortedOnce } from "../values/text.ts";
import { type GrantsBody, grantsBody, isAnswer, type ProbeAnswer, tokenBody } from "./answer.ts";
import { ambiguous, few, type Judgement, proved, refuted } from "./judgement.ts";
import type { Expects, RoleName } from "./probe.ts";

type Of<What extends Expects["what"]> = Extract<Expects, { what: What }>;

const NOT_UNDERSTOOD = "The answer has not the form that the vendor documents.";

export function judgeOwner(answer: ProbeAnswer, { clientName, clientId, organizationId }: Of<"owner">): Judgement {
  const token = tokenBody.safeParse(answer.bodies[0]);
  if (!isAnswer(answer) || !token.success) return ambiguous("no owner", NOT_UNDERSTOOD);
  const { OAuthClient: client, organization } = token.data;
  if (organization && organization.id.toLowerCase() !== organizationId.toLowerCase())
    return refuted(`a client of the org ${organization.id}`);
  if (clientId !== undefined && client.id.toLowerCase() !== clientId.toLowerCase())
    return refuted(`the client ${client.id}`);
  if (client.name !== clientName) return refuted(`the client ${quote(client.name)}`);
  return proved(`the client ${client.id}`);
}

export function judgeTerms(answer: ProbeAnswer, { grantType, scopes }: Of<"terms">): Judgement {
  const token = tokenBody.safeParse(answer.bodies[0]);
  if (!isAnswer(answer) || !token.success) return ambiguous("no client", NOT_UNDERSTOOD);
  const { authorizedGrantType: type, scope } = token.data.OAuthClient;
  const found = sortedOnce(scope ?? []);
  if (type && type.toUpperCase().replaceAll("_", "-") !== grantType) return refuted(`the grant type ${type}`);
  const [more, fewer] = [found.filter((one) => !scopes.includes(one)), scopes.filter((one) => !found.includes(one))];
  if (more.length > 0) return refuted(`the scopes ${few(more)} besides`);
  if (fewer.length > 0) return refuted(`not the scopes ${few(fewer)}`);
  return proved("the same");
}

type Grant = NonNullable<GrantsBody["grants"]>[number];

function grantsOf(answer: ProbeAnswer): Grant[] | undefined {
  const parsed = grantsBody.safeParse(answer.bodies[0]);
  return isAnswer(answer) && parsed.success ? (parsed.data.grants ?? []) : undefined;
}

function isRole(role: Grant["role"], named: RoleName): boolean {
  return "id" in named ? role.id.toLowerCase() === named.id.toLowerCase() : role.name === named.name;
}

export function judgeGrant(answer: ProbeAnswer, { role, where }: Of<"grant">): Judgement {
  const grants = grantsOf(answer);
  if (!grants) return ambiguous("no grants", NOT_UNDERSTOOD);
  const held = grants.filter((one) => isRole(one.role, role));
  const ids = sortedOnce(held.map(({ division }) => division.id));
  const names = new Map(held.map(({ division }) => [division.id, division.name || division.id]));
  const wanted = where.everywhere ? ["*", ...where.divisionIds] : where.divisionIds;
  // Beside All-Divisions a single one says nothing more.
  const more = ids.filter((id) => !wanted.includes(id));
  const fewer = where.everywhere ? (ids.includes("*") ? [] : ["*"]) : wanted.filter((id) => !ids.includes(id));
  if (more.length > 0)
    return refuted(`${few(more.map((id) => (id === "*" ? "all divisions" : quote(names.get(id) ?? id))))} besides`, {
      count: ids.length,
    });
  if (fewer.length > 0)
    return refuted(`not in ${few(fewer.map((id) => (id === "*" ? "all divisions" : id)))}`, { count: ids.length });
  return proved(`in ${ids.length === 1 ? "that division" : "those divisions"}`, { count: ids.length });
}

export function judgeOtherRoles(answer: ProbeAnswer, { roles }: Of<"no other role">): Judgement {
  const grants = grantsOf(answer);
  if (!grants) return ambiguous("no grants", NOT_UNDERSTOOD);
  const others = grants.filter(({ role }) => !roles.some((named) => isRole(role, named)));
  const names = sortedOnce(others.map(({ role }) => quote(role.name || role.id)));
  if (names.length > 0) return refuted(`the roles ${few(names)} besides`, { count: names.length });
  return proved("no other");
}

/** Every role of that name counts: a second one could hide what it permits behind the first. */
export function judgeRole(answer: ProbeAnswer, { name, items, lines }: Of<"role">): Judgement {
  const grants = grantsOf(answer);
  if (!grants) return ambiguous("no grants", NOT_UNDERSTOOD);
  const roles = grants.filter(({ role }) => role.name === name).map(({ role }) => role);
  if (roles.length === 0) return refuted("no such role");
  if (roles.some(({ policies }) => !policies))
    return ambiguous("a role without its permissions", "The org did not show what the role permits.");
  const permits = roles.flatMap(permitsOf);
  const more = permits.filter((one) => !isCovered(one, items)).map(({ permission }) => permission);
  if (more.length > 0) return refuted(`${few(sortedOnce(more))} besides`, { count: permits.length });
  const fewer = lines.filter(({ permission, condition }) => !permits.some((one) => gives(one, permission, condition)));
  if (fewer.length > 0)
    return refuted(`not ${few(fewer.map(({ permission }) => permission))}`, { count: permits.length });
  const unread = permits.some(({ condition }) => condition === undefined);
  if (unread) return ambiguous("the same permissions", "The org shows a condition in a form that is not understood.");
  return proved("the same", { count: new Set(permits.map(({ permission }) => permission)).size });
}

interface Permit {
  readonly permission: string;
  /** As `conditionText` says it; undefined for one that nobody here understands. */
  readonly condition: string | undefined;
}

function permitsOf({ policies }: Grant["role"]): Permit[] {
  return (policies ?? [])
    .flatMap(({ domain, entityName, actions, condition }) =>
      (actions ?? []).map((action) => ({
        permission: `${domain}:${entityName || "*"}:${action}`,
        condition: textOf(condition),
      })),
    )
    .sort((a, b) => compareText(a.permission, b.permission));
}

/** The vendor's model calls the condition of a grant a text, and shows no example. */
function textOf(condition: unknown): string | undefined {
  if (condition === null || condition === undefined || condition === "") return UNCONDITIONAL;
  if (typeof condition === "string") return undefined;
  const read = readConditionNode(condition);
  return read ? conditionText(read) : UNCONDITIONAL;
}

/** Of a condition that nobody understands only that it is one counts. */
function isCovered({ permission, condition }: Permit, items: readonly ConditionalItems[]): boolean {
  const one: Item = permission.includes("*") ? `pattern:${permission}` : `permission:${permission}`;
  return items
    .filter((held) => held.condition === UNCONDITIONAL || condition === held.condition || condition === undefined)
    .some((held) => held.items.some((item) => itemCovers(item, one)));
}

/** A pattern of the spec is there where anything of it is: an org lists what it has. */
function gives(permit: Permit, permission: string, condition: string): boolean {
  if (permit.condition !== condition && !(permit.condition === undefined && condition !== UNCONDITIONAL)) return false;
  if (permit.permission.toLowerCase() === permission.toLowerCase()) return true;
  if (permission.includes("*")) return itemCovers(`pattern:${permission}`, `permission:${permit.permission}`);
  return permit.permission.includes("*") && itemCovers(`pattern:${permit.permission}`, `permission:${permission}`);
}
