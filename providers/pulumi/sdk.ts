/**
 * The parts of the Pulumi SDK that the program and the resource classes use. The SDK's own index also loads its Automation API and, to serialise
 * functions, TypeScript's compiler and npm's installer (see dev/stubs/), which together were a tenth of the time of a small preview.
 */
export { Config } from "@pulumi/pulumi/config.js";
export { getOrganization, getProject, getStack } from "@pulumi/pulumi/metadata.js";
export { type Input, type Inputs, type Output, output, secret } from "@pulumi/pulumi/output.js";
export {
  ComponentResource,
  type ComponentResourceOptions,
  CustomResource,
  type CustomResourceOptions,
  mergeOptions,
  Resource,
  ResourceHook,
  rootStackResource,
} from "@pulumi/pulumi/resource.js";
export { invoke } from "@pulumi/pulumi/runtime/invoke.js";
export { isDryRun, rpcKeepAlive } from "@pulumi/pulumi/runtime/settings.js";
export { log, RunError } from "./messages.ts";
