/** The limits that the org tells. Without permission, as the vendor's contract has it. */

import { limit } from "../catalogue/limits.ts";
import type { Limit } from "../http/errors.ts";
import { notFound } from "../http/errors.ts";
import { shortPage } from "../http/paging.ts";
import { type Call, param, type RouteTable } from "../route.ts";
import { DEFAULT_SWITCHES, type Switches } from "../switches.ts";

export const limitRoutes: RouteTable = {
  "GET /api/v2/organizations/limits/namespaces": ({ query }) => shortPage(query, NAMESPACES, (name) => name),
  "GET /api/v2/organizations/limits/namespaces/{namespaceName}": (call) => ofNamespace(call, call.switches),
  "GET /api/v2/organizations/limits/namespaces/{namespaceName}/defaults": (call) => ofNamespace(call, DEFAULT_SWITCHES),
};

/** Some of the vendor's 93; the others have no limits here. */
const NAMESPACES = ["audit", "auth.api", "authorization", "platform.api", "scim", "usage"];

function ofNamespace(call: Call, switches: Switches): unknown {
  const namespace = param(call, "namespaceName");
  if (!NAMESPACES.includes(namespace)) throw notFound("namespace", namespace);
  return { entities: limitsOf(switches).filter((one) => one.namespace === namespace) };
}

/**
 * The limits of requests have the vendor's keys. The keys of `auth.api` and `authorization` are published nowhere and made up here, and one
 * is there only where its switch sets it: nothing may depend on their names.
 */
function limitsOf(switches: Switches): Limit[] {
  const requests = (key: string, value: number): Limit => ({ key, namespace: "platform.api", value });
  const set = (key: string, namespace: string, value: number): Limit[] =>
    value > 0 ? [{ key, namespace, value }] : [];
  const ofToken = switches.requestsPerMinute || limit("requests-per-minute");
  return [
    requests("client.credentials.token.rate.per.minute", ofToken),
    requests(
      "org.app.user.rate.per.minute",
      switches.requestsPerMinuteOfClient || limit("requests-per-minute-client-user"),
    ),
    requests("request.bytes.max", limit("request-bytes-most")),
    requests("token.rate.per.minute", ofToken),
    ...set("clients.max", "auth.api", switches.mostClients),
    ...set("divisions.max", "authorization", switches.mostDivisions),
    ...set("roles.max", "authorization", switches.mostRoles),
    ...set("subject.role.assignments.max", "authorization", switches.mostGrantsOfSubject),
  ];
}
