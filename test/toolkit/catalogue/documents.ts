/** Documents as the vendor publishes them, made from the catalogue of this program. */
import { allOperations, type Operation } from "../../../access/catalogue/operations.ts";
import type { VendorFacts } from "../../../toolkit/catalogue/model.ts";
import { openApiFacts } from "../../../toolkit/catalogue/openApi.ts";

type Paths = Record<string, Record<string, object>>;

/** @param change of an operation; undefined takes it away */
export function documentOf(
  change: (one: Operation) => Partial<Operation> | undefined = () => ({}),
  more: readonly Operation[] = [],
): string {
  const paths: Paths = {};
  for (const one of [...allOperations().filter(({ status }) => status !== "preview"), ...more]) {
    const changed = more.includes(one) ? {} : change(one);
    if (changed === undefined) continue;
    const { method, path, match, permissions, scopes, scopeConfidence, status } = { ...one, ...changed };
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        ...(match === "UNKNOWN" && { "x-inin-requires-permissions": { permissions: ["They are not public"] } }),
        ...((match === "ALL" || match === "ANY") && { "x-inin-requires-permissions": { type: match, permissions } }),
        ...(scopes !== undefined && scopeConfidence === "verified" && { security: [{ "PureCloud OAuth": scopes }] }),
        ...(status === "deprecated" && { deprecated: true }),
      },
    };
  }
  return JSON.stringify({ swagger: "2.0", info: { title: "test", version: "v2" }, paths });
}

export function factsOf(...of: Parameters<typeof documentOf>): VendorFacts {
  return openApiFacts("new.json", documentOf(...of));
}

export function operationNamed(method: string, path: string, needs: Partial<Operation> = {}): Operation {
  return {
    method,
    path,
    match: "ALL",
    permissions: ["routing:queue:view"],
    scopes: ["routing", "routing:readonly"],
    leastScope: "routing:readonly",
    scopeConfidence: "verified",
    auth: "oauth",
    status: "current",
    effect: "read",
    ...needs,
  };
}
