/** Who has which licence. Without permission, as the vendor's contract has it. */
import { page } from "../http/paging.ts";
import type { Call, RouteTable } from "../route.ts";

export const licenceRoutes: RouteTable = {
  "GET /api/v2/license/users": listLicences,
};

/** Every active user has the one licence, whose name is made up: those of a real org are not public. */
function listLicences({ org, query, path }: Call): unknown {
  const active = org.data.users.filter(({ state = "active" }) => state === "active");
  return page(path, query, active, ({ id }) => ({ id, licenses: ["simulated-licence"] }));
}
