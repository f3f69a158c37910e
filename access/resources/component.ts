/** The type token of the component in which a program of one's own has the access of a spec (docs/contracts.md). */
export const COMPONENT_TYPE = "genesys-cloud-access:index:GenesysAccess";
