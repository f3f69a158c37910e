/**
 * The four providers, loaded by the plugin process as `genesys-cloud-access/handlers`: that name is in every state (handlerTexts.ts), so it and the
 * names of the exports are a contract; for older states this file's own path is one too. No top-level await: `require` could not load it.
 */
import { divisionLifecycle } from "./division/division.lifecycle.ts";
import { makeHandler } from "./handler.ts";
import { oauthClientLifecycle } from "./oauthClient/oauthClient.lifecycle.ts";
import { roleLifecycle } from "./role/role.lifecycle.ts";
import { roleGrantLifecycle } from "./roleGrant/roleGrant.lifecycle.ts";
import { makeSessionSource } from "./runSession.ts";

const source = makeSessionSource();

export const division = makeHandler(divisionLifecycle, source);
export const role = makeHandler(roleLifecycle, source);
export const oauthClient = makeHandler(oauthClientLifecycle, source);
export const roleGrant = makeHandler(roleGrantLifecycle, source);
