/**
 * `__provider` of each resource type: the text of a CommonJS module that the plugin process runs. It is an input and an output of
 * every resource, so it is small, and it never changes: every old state must find its provider through it.
 * Relative paths resolve from the project directory.
 */
export const HANDLER_TEXTS = {
  division: 'exports.handler=()=>require("./providers/handlers.ts").division',
  role: 'exports.handler=()=>require("./providers/handlers.ts").role',
  oauthClient: 'exports.handler=()=>require("./providers/handlers.ts").oauthClient',
  roleGrant: 'exports.handler=()=>require("./providers/handlers.ts").roleGrant',
} as const;
