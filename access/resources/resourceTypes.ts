/** How the resources of a stack are called in state and in the engine's events. A contract with every old state: never change a token. */
export const RESOURCE_TYPES = {
  division: "pulumi-nodejs:dynamic/genesyscloud:Division",
  role: "pulumi-nodejs:dynamic/genesyscloud:Role",
  client: "pulumi-nodejs:dynamic/genesyscloud:OAuthClient",
  grant: "pulumi-nodejs:dynamic/genesyscloud:RoleGrant",
} as const;

/** What the engine writes in place of a value that is not known yet (`unknownValue` in @pulumi/pulumi/runtime/rpc.js). */
export const UNKNOWN_VALUE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
