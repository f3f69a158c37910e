import { divisionLifecycle } from "../../../providers/division/division.lifecycle.ts";
import type { Session } from "../../../providers/genesys/session.ts";
import { type Handler, makeHandler } from "../../../providers/handler.ts";
import { HANDLER_TEXTS } from "../../../providers/handlerTexts.ts";
import { oauthClientLifecycle } from "../../../providers/oauthClient/oauthClient.lifecycle.ts";
import { roleLifecycle } from "../../../providers/role/role.lifecycle.ts";
import { roleGrantLifecycle } from "../../../providers/roleGrant/roleGrant.lifecycle.ts";
import { SEED } from "../../../simulator/index.ts";

/** The four handlers, as the plugin process holds them, over a session of the test. */
export function handlersOver(session: Session) {
  const source = { configure: () => undefined, open: async () => session };
  return {
    division: makeHandler(divisionLifecycle, source),
    role: makeHandler(roleLifecycle, source),
    oauthClient: makeHandler(oauthClientLifecycle, source),
    roleGrant: makeHandler(roleGrantLifecycle, source),
  } satisfies Record<string, Handler>;
}

export const ORGANIZATION = SEED.organizationId;
const owned = (section: string, key: string) => ({
  organization: ORGANIZATION,
  managedBy: `genesys-access/test/${section}/${key}`,
});

/** Inputs as `check` leaves them, plus the text of the provider, as the engine sends them. */
export function divisionProps(changes: object = {}) {
  return {
    __provider: HANDLER_TEXTS.division,
    ...owned("divisions", "silo"),
    divisionKey: "silo",
    name: "Partner Silo",
    description: "Outsourced work",
    ...changes,
  };
}

export function roleProps(changes: object = {}) {
  return {
    __provider: HANDLER_TEXTS.role,
    ...owned("roles", "bi-reader"),
    roleKey: "bi-reader",
    name: "Integration - BI Reader",
    description: "Nightly export",
    access: "read-only",
    permissions: ["analytics:conversationDetail:view", "routing:queue:search,view"],
    conditional: [],
    ...changes,
  };
}

export function clientProps(roleId: string, changes: object = {}) {
  return {
    __provider: HANDLER_TEXTS.oauthClient,
    ...owned("clients", "powerbi"),
    clientKey: "powerbi",
    name: "Power BI",
    description: "Reports for EMEA",
    access: "read-only",
    authorizedGrantType: "CLIENT-CREDENTIALS",
    accessTokenValiditySeconds: 3600,
    scope: ["analytics:readonly"],
    registeredRedirectUri: [],
    development: false,
    grants: { "bi-reader": { roleId, divisions: { EMEA_Operations: SEED.divisions.EMEA_Operations } } },
    ...changes,
  };
}

export function grantProps(roleId: string, changes: object = {}) {
  return {
    __provider: HANDLER_TEXTS.roleGrant,
    organization: ORGANIZATION,
    subjectType: "PC_USER",
    subjectId: SEED.users["erik.emea@contoso.example"],
    subjectKey: "erik.emea@contoso.example",
    roleKey: "bi-reader",
    roleId,
    divisions: { EMEA_Operations: SEED.divisions.EMEA_Operations },
    ...changes,
  };
}
