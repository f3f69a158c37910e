/** Grant types of OAuth clients: how a client logs in, and so whose access it has. */

/** In the API's spelling. */
export type GrantType = "CLIENT-CREDENTIALS" | "CODE" | "SAML2-BEARER" | "TOKEN";

/** By the spelling of the language. The API's own spelling (upper case) is read too. */
export const GRANT_TYPES: Readonly<Record<string, GrantType>> = {
  "client-credentials": "CLIENT-CREDENTIALS",
  code: "CODE",
  "saml2-bearer": "SAML2-BEARER",
  token: "TOKEN",
};

/** The API's name of a grant type; undefined for anything else. */
export function parseGrantType(text: string): GrantType | undefined {
  return Object.entries(GRANT_TYPES).find(([name, apiName]) => text === name || text === apiName)?.[1];
}
