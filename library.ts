/** The package's own entry, `genesys-cloud-access`: resources and the component, for Pulumi programs of one's own. */
export { GenesysAccess, type GenesysAccessArgs, type GenesysAccessClient } from "./program/genesysAccess.ts";
export * from "./providers/index.ts";
