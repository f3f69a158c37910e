/** The Pulumi program: one org's access from `stacks/<stack>.yaml`. In a project that installs the package this file says the same. */
export * from "genesys-cloud-access/program";
