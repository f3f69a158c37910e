/** Pages of the Genesys Cloud console that messages send a person to. Its menus move: these are the names of 2026. */

/** The page of an OAuth client's roles. */
export function clientRolesPage(clientName: string): string {
  return `Admin > Integrations > OAuth > ${JSON.stringify(clientName)} > Roles`;
}

/** The page of a role's permissions. */
export function rolePermissionsPage(roleName: string): string {
  return `Admin > People & Permissions > Roles / Permissions > ${JSON.stringify(roleName)} > Permissions`;
}
