/** The HTTP server: hooks that all requests share, the routes, the login and the simulator's own endpoints. */
import { isIP } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import formbody from "@fastify/formbody";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Caller } from "./access/tokens.ts";
import type { Audit } from "./audit/audit.ts";
import type { Cause } from "./audit/entry.ts";
import type { AuditQueries } from "./audit/queries.ts";
import { findOperation, type Operation } from "./catalogue/operations.ts";
import type { MovableClock } from "./clock.ts";
import { registerControl } from "./control.ts";
import { registerDocument } from "./document.ts";
import { type Gate, rateHeaders, requireAccess, requireRate } from "./gate.ts";
import { BODY_LIMIT, parseJson, refuseUnknown, sendError } from "./http/answers.ts";
import { badRequest } from "./http/errors.ts";
import { Query } from "./http/query.ts";
import type { RateCounter } from "./http/rateLimit.ts";
import type { RequestLogEntry } from "./http/requestLog.ts";
import { type Struck, strike } from "./injections.ts";
import { logIn } from "./login.ts";
import type { History } from "./org/history.ts";
import { Accepted, type Handler } from "./route.ts";
import { removeGoneClients } from "./routes/clients.ts";
import { routes } from "./routes/index.ts";
import { newTrace, type Trace } from "./trace.ts";
import type { UsageStore } from "./usage/store.ts";

export interface World extends Gate, Struck {
  readonly logins: RateCounter;
  readonly log: RequestLogEntry[];
  readonly history: History;
  readonly usage: UsageStore;
  readonly audit: Audit;
  readonly auditQueries: AuditQueries;
  readonly clock: MovableClock;
  /** Called after every operation that changed the org. */
  readonly changed: (cause: Cause) => void;
}

/** The HTTP side: hooks for what all requests share, one route per simulated operation. Not listening yet. */
export async function buildServer(world: World): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 500 },
    // A request that an injection left hanging must not keep close() waiting.
    forceCloseConnections: true,
    frameworkErrors: (_, request, reply) => sendError(badRequest("The request is malformed."), request, reply),
  });
  await app.register(formbody);
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "string" }, async (_: FastifyRequest, text: string) =>
    parseJson(text),
  );
  app.addHook("onRequest", (request, reply) => enter(world, request, reply));
  app.addHook("onSend", (request, reply) => leave(world, request, reply));
  app.setErrorHandler(sendError);
  app.setNotFoundHandler(({ trace }) => refuseUnknown(trace));
  app.post("/oauth/token", (request) => answerLogin(world, request));
  registerControl(app, world);
  registerDocument(app, world);
  for (const [key, handler] of Object.entries(routes)) registerRoute(app, world, key, handler);
  return app;
}

function registerRoute(app: FastifyInstance, world: World, key: string, handler: Handler): void {
  const [method = "", path = ""] = key.split(" ");
  const operation = findOperation(method, path.replaceAll(/\{\w+\}/g, "x"));
  if (operation?.path !== path) throw new Error(`${key} is not in catalogue/operations.tsv: spell it as there.`);
  const url = path.replaceAll(/\{(\w+)\}/g, ":$1");
  app.route({ method, url, handler: (request, reply) => answer(world, operation, handler, request, reply) });
}

/** Unverified against a live org: 204 for operations without a response body; the vendor's clients take any 2xx. */
function answer(
  world: World,
  operation: Operation,
  handler: Handler,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { caller, path } = request.trace;
  // An empty path segment fits the router's placeholder, and no operation of the vendor's.
  if (caller === undefined) return refuseUnknown(request.trace);
  const query = new Query(request.url.split("?")[1] ?? "");
  const params = request.params as Readonly<Record<string, string>>;
  const delayMs = world.switches.readAfterWriteDelayMs;
  if (operation.writes) world.org.beforeChange(delayMs);
  const org = operation.writes ? world.org : world.org.readSide(delayMs);
  const result = handler({ ...world, org, operation, caller, path, params, query, body: request.body });
  if (operation.writes) world.changed(causeOf(request, operation, caller));
  if (result === undefined) return reply.code(204).send();
  const accepted = result instanceof Accepted;
  return reply
    .code(accepted ? 202 : 200)
    .type("application/json")
    .send(JSON.stringify(accepted ? result.body : result));
}

function causeOf(
  { headers, ip, trace }: FastifyRequest,
  { method, path }: Operation,
  { client, userId }: Caller,
): Cause {
  return {
    kind: "caller",
    clientId: client.id,
    ...(userId !== undefined && { userId }),
    application: client.name,
    remoteIp: [...forwardedFor(headers["x-forwarded-for"]), ip],
    operation: `${method} ${path}`,
    transactionId: trace.correlationId,
  };
}

/** The way of a request, as it says itself: a test names addresses so. */
function forwardedFor(header: string | string[] | undefined): string[] {
  return String(header ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => isIP(one) > 0)
    .slice(0, MOST_ADDRESSES);
}

const MOST_ADDRESSES = 5;

function answerLogin(world: World, { headers, body, trace }: FastifyRequest): unknown {
  return logIn(world, headers.authorization, body, (clientId) => {
    trace.entry.clientId = clientId;
  });
}

/** The first step of every request: log it, slow it down, let an injection strike, and check an API request's token and permissions. */
async function enter(world: World, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const trace = newTrace(request.method, request.url, world.org.timestamp());
  request.trace = trace;
  reply.header("ININ-Correlation-Id", trace.correlationId);
  reply.header("Date", new Date(world.org.now()).toUTCString());
  if (trace.path.startsWith("/simulator/")) return;
  world.log.push(trace.entry);
  if (world.switches.latencyMs > 0) await sleep(world.switches.latencyMs);
  strike(world, request, reply);
  if (!reply.sent) pass(world, request, reply);
}

/** Token, rate, permission. A path that the vendor does not have goes on to its 404. */
function pass(world: World, { trace, headers }: FastifyRequest, reply: FastifyReply): void {
  if (removeGoneClients(world.org)) world.changed({ kind: "platform" });
  if (trace.operation === undefined || trace.operation.anonymous) return;
  const caller = world.tokens.authenticate(headers.authorization);
  trace.caller = caller;
  trace.entry.clientId = caller.client.id;
  const usage = world.requests.count(caller.token);
  reply.headers(rateHeaders(world.switches, usage));
  requireRate(world, caller, usage);
  requireAccess(world, caller, trace.operation);
}

/** The last step: count the request and log the status; or, under an injection, let the caller never see the answer. */
async function leave(world: World, { trace, raw }: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { hanging } = world;
  if (trace !== undefined) countUsage(world, trace, reply.statusCode);
  if (trace?.after === "hang") {
    hanging.add(raw.socket);
    await new Promise(() => {});
  }
  if (trace?.after === "drop") raw.socket.destroy();
  else if (trace !== undefined) trace.entry.status = reply.statusCode;
}

/** A request of a known client to an operation that the vendor has; logins too where the org counts them. */
function countUsage({ usage, switches }: World, { entry, operation, caller }: Trace, status: number): void {
  const login = entry.path === "/oauth/token" && switches.countLogins;
  const clientId = caller?.client.id ?? (login ? entry.clientId : undefined);
  const path = login ? entry.path : operation?.path;
  if (clientId === undefined || path === undefined) return;
  const [day, userId] = [entry.at.slice(0, 10), caller?.userId ?? ""];
  usage.counts.count({ day, clientId, userId, method: entry.method, path }, status);
}
