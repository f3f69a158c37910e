/** The vendor's OpenAPI document as the org serves it at /api/v2/docs/swagger: Swagger 2.0, without operations in preview, and without a token. */
import type { FastifyInstance } from "fastify";
import { allOperations, type Operation } from "./catalogue/operations.ts";
import type { Org } from "./org/org.ts";

/** Models and texts are left out: permissions, scopes and whether an operation is deprecated are all that is kept of the vendor's. */
export function registerDocument(app: FastifyInstance, { org }: { readonly org: Org }): void {
  app.get("/api/v2/docs/swagger", () => documentOf(org));
}

function documentOf({ vendor }: Org): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of allOperations().filter(({ status }) => status !== "preview")) {
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: entry(operation) };
  }
  return { swagger: "2.0", info: { title: "Genesys Cloud Platform API", version: "v2" }, basePath: "/", paths };

  function entry({ match, permissions, scopes, scopesVerified, status }: Operation): unknown {
    return {
      ...(match === "UNKNOWN" && { "x-inin-requires-permissions": { type: "ANY", permissions: [NOT_PUBLIC] } }),
      ...((match === "ANY" || match === "ALL") && { "x-inin-requires-permissions": needs(match, permissions) }),
      ...(scopesVerified && { security: [{ "PureCloud OAuth": scopes }] }),
      ...(status === "deprecated" && { deprecated: true }),
    };
  }

  /** What was split is taken by any of its parts; beside others that are all needed, by the first. */
  function needs(match: "ANY" | "ALL", permissions: readonly string[]): unknown {
    const names = permissions.map((it) => vendor.namesOf(it));
    const isSplit = names.some((parts) => parts.length > 1);
    if (match === "ALL" && permissions.length > 1) return { type: "ALL", permissions: names.map(([first]) => first) };
    return { type: isSplit ? "ANY" : match, permissions: names.flat() };
  }
}

/** The vendor's own document has such words where a permission would stand, in one place. */
const NOT_PUBLIC = "What it asks for is in no public source";
