/** The entry of the package that the texts name. */
const ENTRY = "genesys-cloud-access/handlers";

/**
 * `__provider` of each resource type: the text of a CommonJS module that the plugin process runs. It is an input and an output of
 * every resource, so it is small, and it never changes: every old state must find its provider through it.
 *
 * It names the package and no path. The plugin process runs in the project's folder, and `createRequire` resolves from there: from node_modules in a
 * user's project, by the package's own `exports` in a checkout of it.
 */
export const HANDLER_TEXTS = {
  division: textOf("division"),
  role: textOf("role"),
  oauthClient: textOf("oauthClient"),
  roleGrant: textOf("roleGrant"),
} as const;

/**
 * The texts of states that were written before there was a package: a path from the project's folder. A project with such states keeps
 * `providers/handlers.ts` until an update has written the text of today into each resource.
 */
export const EARLIER_HANDLER_TEXTS = {
  division: earlierTextOf("division"),
  role: earlierTextOf("role"),
  oauthClient: earlierTextOf("oauthClient"),
  roleGrant: earlierTextOf("roleGrant"),
} as const;

function textOf(handler: string): string {
  return `exports.handler=()=>require("module").createRequire(process.cwd()+"/_")("${ENTRY}").${handler}`;
}

function earlierTextOf(handler: string): string {
  return `exports.handler=()=>require("./providers/handlers.ts").${handler}`;
}
