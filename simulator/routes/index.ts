/** The table of all routes. */
import type { RouteTable } from "../route.ts";
import { analyticsRoutes } from "./analytics.ts";
import { auditRoutes } from "./audits.ts";
import { clientRoutes } from "./clients.ts";
import { credentialRoutes } from "./credentials.ts";
import { defaultRoleRoutes } from "./defaultRoles.ts";
import { divisionObjectRoutes } from "./divisionObjects.ts";
import { divisionRoutes } from "./divisions.ts";
import { divisionsPermittedRoutes } from "./divisionsPermitted.ts";
import { groupRoutes } from "./groups.ts";
import { licenceRoutes } from "./licences.ts";
import { limitRoutes } from "./limits.ts";
import { oauthCatalogueRoutes } from "./oauthCatalogue.ts";
import { permissionRoutes } from "./permissions.ts";
import { qualityRoutes } from "./quality.ts";
import { queueRoutes } from "./queues.ts";
import { roleGrantRoutes } from "./roleGrants.ts";
import { roleRoutes } from "./roles.ts";
import { settingsRoutes } from "./settings.ts";
import { subjectRoutes } from "./subjects.ts";
import { tokenRoutes } from "./tokens.ts";
import { usageRoutes } from "./usage.ts";
import { userRoleRoutes } from "./userRoles.ts";
import { userRoutes } from "./users.ts";
import { voicemailRoutes } from "./voicemail.ts";
import { workforceRoutes } from "./workforce.ts";
import { wrapupCodeRoutes } from "./wrapupCodes.ts";

/** Every operation that this simulator answers. Others of the vendor's catalogue are authorised and then answered with 501. */
export const routes: RouteTable = {
  ...tokenRoutes,
  ...roleRoutes,
  ...divisionRoutes,
  ...divisionObjectRoutes,
  ...permissionRoutes,
  ...subjectRoutes,
  ...clientRoutes,
  ...userRoutes,
  ...groupRoutes,
  ...roleGrantRoutes,
  ...defaultRoleRoutes,
  ...settingsRoutes,
  ...userRoleRoutes,
  ...divisionsPermittedRoutes,
  ...oauthCatalogueRoutes,
  ...analyticsRoutes,
  ...licenceRoutes,
  ...limitRoutes,
  ...queueRoutes,
  ...wrapupCodeRoutes,
  ...credentialRoutes,
  ...voicemailRoutes,
  ...qualityRoutes,
  ...usageRoutes,
  ...auditRoutes,
  ...workforceRoutes,
};
