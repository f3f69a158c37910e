/**
 * The four providers, loaded by the plugin process as `genesys-cloud-access/handlers`: that name is in every state (handlerTexts.ts), so it and the
 * names of the exports are a contract; for older states this file's own path is one too. No top-level await: `require` could not load it.
 */
import { handlersOver } from "./handlersOver.ts";
import { makeSessionSource } from "./runSession.ts";

export const { division, role, oauthClient, roleGrant } = handlersOver(makeSessionSource());
