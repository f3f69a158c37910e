/** As providers/role/role.wire.ts says it of a role that the org shows without its permissions. */
export const NOT_READABLE_PERMISSIONS = "permissions that the org does not tell";
