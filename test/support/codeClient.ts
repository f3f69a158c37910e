/** The facts of a client that signs users in, without any redirect URI yet. */
import { goodClient } from "./ruleFacts.ts";

export const codeClient = goodClient({ grantType: "CODE", scopes: [], redirectUris: [], grants: [] });
