/** The smallest role that can watch a stack. */
import { type Reader, readerSpec } from "../audit/readerSpec.ts";

const WATCHER: Reader = {
  key: "access-watcher",
  roleName: "Integration - Access Watcher",
  clientName: "Access as Code Watcher",
  purpose: "Tells what changed outside of a stack, and changes nothing",
  verb: "watch a stack",
  calls: [
    ["GET", "/api/v2/authorization/roles", "list roles with their permissions"],
    ["GET", "/api/v2/authorization/divisions", "list divisions"],
    ["GET", "/api/v2/authorization/subjects/{subjectId}", "see who holds which role where"],
    ["GET", "/api/v2/oauth/clients", "list clients with their roles"],
    ["POST", "/api/v2/audits/query/realtime", "see who changed what"],
    ["POST", "/api/v2/audits/query", "see who changed what longer ago"],
    ["POST", "/api/v2/usage/query", "count requests, for --usage alone"],
  ],
};

export function watcherSpec(): string {
  return readerSpec(WATCHER);
}
