/** The resources of this project, and what the program needs to read an org. */
export { Division, type DivisionArgs } from "./division/division.ts";
export { GenesysClient } from "./genesys/client.ts";
export { type ConfigReader, type Connection, ConnectionError, resolveConnection } from "./genesys/connection.ts";
export { readOrgFacts } from "./genesys/orgFacts.ts";
export { type ClientGrantArgs, OAuthClient, type OAuthClientArgs } from "./oauthClient/oauthClient.ts";
export { Role, type RoleArgs } from "./role/role.ts";
export { RoleGrant, type RoleGrantArgs } from "./roleGrant/roleGrant.ts";
