/** The resources of this package. */
export { Division, type DivisionArgs } from "./division/division.ts";
export { type ClientGrantArgs, OAuthClient, type OAuthClientArgs } from "./oauthClient/oauthClient.ts";
export { Role, type RoleArgs } from "./role/role.ts";
export { RoleGrant, type RoleGrantArgs } from "./roleGrant/roleGrant.ts";
