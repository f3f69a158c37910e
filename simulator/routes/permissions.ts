/** The permissions that exist, and the org's products. */
import type { CataloguePermission } from "../catalogue/permissions.ts";
import { invalidQuery } from "../http/errors.ts";
import { page, shortPage } from "../http/paging.ts";
import type { Call, RouteTable } from "../route.ts";
import type { Switches } from "../switches.ts";

export const permissionRoutes: RouteTable = {
  "GET /api/v2/authorization/permissions": listPermissions,
  "GET /api/v2/authorization/products": ({ query }) => shortPage(query, PRODUCTS, (id) => ({ id })),
};

const PRODUCTS = ["botFlows", "collaborateFree", "collaboratePro", "communicate", "engage"];

/** One entity per domain; `queryType=domain|permission` with a comma-separated `query` narrows it. */
function listPermissions({ org, query, path, switches }: Call): unknown {
  const type = query.text("queryType");
  if (type !== undefined && type !== "domain" && type !== "permission") throw invalidQuery("queryType", type);
  const wanted = query.list("query").map((it) => it.toLowerCase());
  const found = org.vendor
    .permissions()
    .filter((it) => wanted.length === 0 || wanted.includes(key(it, type ?? "domain")))
    .flatMap((it) => answered(it, switches.permissions));
  const domains = [...new Set(found.map(({ domain }) => domain))];
  return page(path, query, domains, (domain) =>
    domainEntity(
      domain,
      found.filter((it) => it.domain === domain),
      new Set(switches.withoutConditions),
    ),
  );
}

/** With the switch's answer in place of the catalogue's. */
function answered(it: CataloguePermission, answers: Switches["permissions"]): CataloguePermission[] {
  const answer = answers[`${it.domain}:${it.entity}:${it.action}`];
  if (answer === "unlisted") return [];
  return [answer === undefined ? it : { ...it, divisionAware: answer === "limited" ? "yes" : "no" }];
}

function key({ domain, entity, action }: CataloguePermission, type: "domain" | "permission"): string {
  return (type === "domain" ? domain : `${domain}:${entity}:${action}`).toLowerCase();
}

function domainEntity(
  domain: string,
  permissions: readonly CataloguePermission[],
  conditionless: ReadonlySet<string>,
): unknown {
  const permissionMap: Record<string, unknown[]> = {};
  for (const it of permissions)
    permissionMap[it.entity] = [...(permissionMap[it.entity] ?? []), permissionEntity(it, conditionless)];
  return { id: domain, name: domain, domain, permissionMap, selfUri: `/api/v2/authorization/permissions/${domain}` };
}

/**
 * `allowsConditions` is spelled so here and `allowConditions` on a policy, by the vendor. Which ones do is not public: a switch says which do not. A
 * real org says of each whether it is division-aware; this one leaves out what it does not know.
 */
function permissionEntity(
  { domain, entity, action, label, divisionAware }: CataloguePermission,
  conditionless: ReadonlySet<string>,
): unknown {
  const aware = divisionAware === "unknown" ? {} : { divisionAware: divisionAware === "yes" };
  const allowsConditions = !conditionless.has(`${domain}:${entity}:${action}`);
  return { domain, entityType: entity, action, label, allowsConditions, ...aware };
}
