/** Tokens for consumers of the API. Imports nothing but Node: the folder can be copied into a project as it is. */
export { type AuthorisedFetch, type AuthorisedFetchOptions, authorisedFetch } from "./authorisedFetch.ts";
export type { Credentials } from "./login.ts";
export { TokenCache, type TokenCacheOptions, TokenError } from "./tokenCache.ts";
