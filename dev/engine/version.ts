/**
 * The Pulumi CLI that this project runs: the version of the `pulumi` npm package in package.json and of
 * the modules in dev/engine/go.mod. The three change together.
 */
export const ENGINE_VERSION = "3.255.0";
