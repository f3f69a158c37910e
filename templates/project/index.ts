// The Pulumi program: one organization's access, from stacks/<stack>.yaml. Whatever it does is in the package.
export * from "genesys-cloud-access/program";
