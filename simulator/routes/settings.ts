/** The org's settings for roles and authorisation. */
import { z } from "zod";
import { maybe, readBody } from "../http/body.ts";
import type { Org } from "../org/org.ts";
import type { Call, RouteTable } from "../route.ts";

export const settingsRoutes: RouteTable = {
  "GET /api/v2/authorization/roles/settings": ({ org }) => roleSettings(org),
  "PUT /api/v2/authorization/roles/settings": updateRoleSettings,
  "GET /api/v2/authorization/settings": ({ org }) => authorizationSettings(org),
  "PATCH /api/v2/authorization/settings": updateAuthorizationSettings,
};

const RoleSettings = z.looseObject({
  backfillEnabled: maybe(z.boolean()),
  authorizationGrantDivisionAware: maybe(z.boolean()),
});
const AuthorizationSettings = z.looseObject({
  analysisEnabled: maybe(z.boolean()),
  analysisDays: maybe(z.number().int().min(1)),
});

function updateRoleSettings({ org, body }: Call): unknown {
  const { settings } = org.data;
  const asked = readBody(RoleSettings, body);
  settings.backfillEnabled = asked.backfillEnabled ?? settings.backfillEnabled;
  settings.authorizationGrantDivisionAware =
    asked.authorizationGrantDivisionAware ?? settings.authorizationGrantDivisionAware;
  return roleSettings(org);
}

function updateAuthorizationSettings({ org, body }: Call): unknown {
  const { settings } = org.data;
  const asked = readBody(AuthorizationSettings, body);
  settings.analysisEnabled = asked.analysisEnabled ?? settings.analysisEnabled;
  settings.analysisDays = asked.analysisDays ?? settings.analysisDays;
  return authorizationSettings(org);
}

function roleSettings({ data }: Org): unknown {
  const { backfillEnabled, authorizationGrantDivisionAware } = data.settings;
  return {
    id: data.organization.id,
    backfillEnabled,
    authorizationGrantDivisionAware,
    selfUri: "/api/v2/authorization/roles/settings",
  };
}

function authorizationSettings({ data }: Org): unknown {
  const { analysisEnabled, analysisDays } = data.settings;
  return { id: data.organization.id, analysisEnabled, analysisDays, selfUri: "/api/v2/authorization/settings" };
}
