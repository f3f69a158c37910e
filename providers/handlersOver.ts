/** The four providers over one session. */
import { divisionLifecycle } from "./division/division.lifecycle.ts";
import { makeHandler, type SessionSource } from "./handler.ts";
import { oauthClientLifecycle } from "./oauthClient/oauthClient.lifecycle.ts";
import { roleLifecycle } from "./role/role.lifecycle.ts";
import { roleGrantLifecycle } from "./roleGrant/roleGrant.lifecycle.ts";

export function handlersOver(source: SessionSource) {
  return {
    division: makeHandler(divisionLifecycle, source),
    role: makeHandler(roleLifecycle, source),
    oauthClient: makeHandler(oauthClientLifecycle, source),
    roleGrant: makeHandler(roleGrantLifecycle, source),
  };
}
