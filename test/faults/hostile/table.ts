/** Every hostile answer, in the order in which they are told. */
import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import { GenesysApiError } from "../../../providers/genesys/apiError.ts";
import { readAudit } from "../../../providers/genesys/audit/readAudit.ts";
import type { GenesysClient } from "../../../providers/genesys/client.ts";
import { readPages, readWhole, searchAll } from "../../../providers/genesys/paging.ts";
import { readUsageRows } from "../../../providers/genesys/usage/readUsageRows.ts";
import { wireClient, wireOrganization, wireRole } from "../../../providers/genesys/wire.ts";
import { type Answerer, goodApi, type Hostile, json, TOKEN, text } from "./hostile.ts";

const MEBIBYTE = Buffer.alloc(1024 * 1024, "a");
const ROLE = { id: "r", name: "Role" };

const body =
  (value: unknown): Answerer =>
  (_, response) =>
    json(response, 200, value);
const raw =
  (value: string): Answerer =>
  (_, response) =>
    text(response, 200, value);

/** Only the first requests are answered badly. */
const first =
  (count: number, bad: Answerer): Answerer =>
  (request, response, turn) =>
    (turn <= count ? bad : goodApi)(request, response, turn);

const refused =
  (status: number, headers: Record<string, string>): Answerer =>
  (_, response) =>
    json(response, status, { message: "Slow down.", code: "too.many.requests" }, headers);

/** A body that goes on until the other side hangs up. */
const withoutEnd: Answerer = (_, response) => {
  response.writeHead(200, { "content-type": "application/json" });
  const more = (): void => {
    while (!response.destroyed && response.write(MEBIBYTE));
  };
  response.on("drain", more);
  more();
};

/** Something every 20 ms until the other side hangs up. */
function drip(response: ServerResponse, drop: () => void): void {
  const timer = setInterval(drop, 20);
  response.on("close", () => clearInterval(timer));
}

const wholeClients: Hostile["ask"] = (client) => readWhole(client, "/api/v2/oauth/clients", wireClient);
const organization: Hostile["ask"] = (client) => client.get("/api/v2/organizations/me", wireOrganization);

const PAGES: Hostile[] = [
  {
    id: "pages-billion",
    title: "A listing says that it has a billion pages",
    api: body({ entities: [ROLE], pageCount: 1e9 }),
    reads: "a listing of 1000000000 pages, and at most 2000 are read",
  },
  ...[-1, 1.5, "many", 1e300].map(
    (pageCount): Hostile => ({
      id: `pages-${pageCount}`,
      title: `A listing says that it has ${pageCount} pages`,
      api: body({ entities: [ROLE], pageCount }),
      reads: "an answer that is not understood (field pageCount)",
    }),
  ),
  {
    id: "pages-endless",
    title: "Every page of a search says that there is one more",
    api: (_, response, turn) => json(response, 200, { results: [ROLE], pageCount: turn + 1 }),
    ask: (client) => searchAll(client, "/api/v2/users/search", z.object({ id: z.string() }), []),
    reads: "a listing of 2001 pages, and at most 2000 are read",
  },
  {
    id: "rows-of-a-page",
    title: "One page has a hundred thousand rows",
    api: body({ entities: Array(100_000).fill(ROLE), pageCount: 1 }),
    reads: "an answer that is not understood (field entities)",
  },
  {
    id: "rows-of-all-pages",
    title: "Two thousand pages have a thousand rows each",
    api: body({ entities: Array(1000).fill(ROLE), pageCount: 2000 }),
    reads: /a listing of 2\d{5} rows, and at most 200000 are read/,
  },
  {
    id: "rows-wrong",
    title: "A list has two hundred thousand rows, and none is right",
    api: body({ entities: Array(200_000).fill(0) }),
    ask: wholeClients,
    reads: "an answer that is not understood (field entities.0, entities.1, entities.2, entities.3, entities.4, …)",
  },
  {
    id: "values",
    title: "A list has ten million values",
    api: raw(`{"entities":[0${",0".repeat(1e7)}]}`),
    ask: wholeClients,
    reads: "an answer with more than 1000000 values",
  },
];

const SIZES: Hostile[] = [
  { id: "body-endless", title: "A body never ends", api: withoutEnd, reads: "an answer of more than 32 MiB" },
  {
    id: "body-packed",
    title: "A small body is a hundred mebibytes when unpacked",
    api: (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(BOMB),
    // Unpacking is no sign of life, and a busy machine takes its time.
    signOfLifeMs: 10_000,
    reads: "an answer of more than 32 MiB",
  },
  {
    id: "body-dripping",
    title: "A body comes byte by byte, and always in time",
    api: (_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      drip(response, () => response.write(" "));
    },
    reads: "an answer that had not ended after",
    signOfLifeMs: 200,
    // On a busy machine a byte may come too late, which is tried again.
    pauses: 5,
  },
  {
    id: "hints-dripping",
    title: "Early hints come again and again, and no answer",
    api: (_, response) => drip(response, () => response.writeEarlyHints({ link: "</x>; rel=preload" })),
    reads: "no answer (",
    signOfLifeMs: 100,
    pauses: 120,
  },
  {
    id: "length-promised",
    title: "A body is said to have a petabyte, and nothing comes",
    api: (_, response) => response.writeHead(200, { "content-length": "1000000000000000" }).flushHeaders(),
    reads: "no answer (",
    signOfLifeMs: 300,
    pauses: 120,
  },
  {
    id: "headers",
    title: "The headers have a mebibyte",
    api: (_, response) => response.writeHead(200, { "x-large": MEBIBYTE.toString() }).end("{}"),
    reads: "an answer with too large headers",
  },
  {
    id: "no-http",
    title: "Something answers that does not speak HTTP",
    api: (_, response) => response.socket?.end("220 smtp.example ESMTP\r\n"),
    reads: "no answer (HPE_",
    pauses: 120,
  },
];

const SHAPES: Hostile[] = [
  {
    id: "deep-lists",
    title: "A million lists in each other",
    api: raw("[".repeat(1e6) + "]".repeat(1e6)),
    reads: "an answer with more than 100 levels",
  },
  {
    id: "deep-conditions",
    title: "A role's condition has a hundred thousand levels",
    api: raw(
      `{"entities":[{"id":"r","permissionPolicies":[{"domain":"d","entityName":"e","resourceConditionNode":${'{"nodes":['.repeat(1e5)}${"]}".repeat(1e5)}}]}]}`,
    ),
    reads: "an answer with more than 100 levels",
  },
  {
    id: "deep-in-an-error",
    title: "A refusal has a million levels",
    api: (_, response) => text(response, 400, '{"message":'.repeat(1e6)),
    reads: "an answer with more than 100 levels",
  },
  ...(
    [
      ["a list", "[]"],
      ["a text", '"x"'],
      ["null", "null"],
      ["a number", "1e999"],
      ["nothing", ""],
      ["a page of HTML", "<html>Sign in</html>"],
      ["half of an object", '{"entities":['],
      ["an object with a prototype", '{"__proto__":{"id":"x"}}'],
    ] as const
  ).map(
    ([what, value]): Hostile => ({
      id: `instead-${what.replaceAll(" ", "-")}`,
      title: `Instead of an object comes ${what}`,
      api: raw(value),
      ask: organization,
      reads: "an answer that is not understood (field ",
    }),
  ),
];

const PAUSES: Hostile[] = [
  ...["-1", "-1e9", "NaN", "", "soon", "1e9", "Infinity"].map(
    (after): Hostile => ({
      id: `retry-after-${after || "empty"}`,
      title: `A 429 asks to come back after "${after}"`,
      api: first(3, refused(429, { "retry-after": after })),
      pauses: 5,
      leastPauses: 1,
    }),
  ),
  {
    id: "retry-after-billion",
    title: "A 429 asks for a pause of thirty years",
    api: refused(429, { "retry-after": "1000000000" }),
    reads: "the org answered 429",
  },
  {
    id: "retry-after-always",
    title: "A 429 asks for three minutes, and again, without end",
    api: refused(429, { "retry-after": "180" }),
    reads: "the org answered 429",
    pauses: 7 * 180,
  },
  {
    id: "retry-after-none",
    title: "A 429 asks for no pause, and again, without end",
    api: refused(429, { "retry-after": "0" }),
    reads: "the org answered 429",
  },
  {
    id: "window-endless",
    title: "The minute of requests is used up, and ends in thirty years",
    api: (_, response) =>
      json(
        response,
        200,
        { id: "org", name: "Org" },
        { "inin-ratelimit-count": "300", "inin-ratelimit-allowed": "300", "inin-ratelimit-reset": "1000000000" },
      ),
    ask: async (client) => [await organization(client), await organization(client)],
  },
];

const echo =
  (of: (header: string) => string): Answerer =>
  (request, response) =>
    json(response, 401, {
      error: "invalid_client",
      description: `bad header: ${of(request.headers.authorization ?? "")}`,
    });

const WORDS: Hostile[] = [
  {
    id: "error-long",
    title: "A refusal has ten million characters",
    api: (_, response) => json(response, 400, { message: "x ".repeat(5e6), code: "y".repeat(1e6) }),
    reads: "the org answered 400",
  },
  {
    id: "error-terminal",
    title: "A refusal moves the cursor and turns the text around",
    api: (_, response) =>
      json(
        response,
        400,
        { message: "\u001b[2J\u202egone", code: "\u001b]0;x\u0007" },
        { "inin-correlation-id": "a b" },
      ),
    reads: "\\u{1b}[2J\\u{202e}gone",
  },
  {
    id: "error-object",
    title: "A refusal's message is a list",
    api: (_, response) => json(response, 400, { message: [1], code: { a: 1 } }),
    reads: "the org answered 400",
  },
  {
    id: "error-echo",
    title: "A refusal repeats the access token",
    api: (request, response) =>
      json(response, 400, { message: `bad ${request.headers.authorization}`, code: request.headers.authorization }),
    reads: "[secret]",
  },
  {
    id: "redirect",
    title: "A call is sent on to another host",
    api: (_, response) => json(response, 307, {}, { location: "http://127.0.0.1:9/" }),
    reads: "the org answered 307",
  },
  {
    id: "login-echo",
    title: "The login repeats the header",
    login: echo((header) => header),
    reads: "[secret]",
    consumerReads: "invalid_client",
  },
  {
    id: "login-echo-url",
    title: "The login repeats the header as a URL writes it",
    login: echo(encodeURIComponent),
    reads: "[secret]",
    consumerReads: "invalid_client",
  },
  {
    id: "login-echo-base64",
    title: "The login repeats the header in base64",
    login: echo((header) => Buffer.from(header).toString("base64url")),
    reads: "[secret]",
    consumerReads: "invalid_client",
  },
  {
    id: "login-echo-clear",
    title: "The login repeats the credentials in clear, as its word for the refusal",
    login: (request, response) =>
      json(response, 400, { error: Buffer.from((request.headers.authorization ?? "").slice(6), "base64").toString() }),
    reads: "[secret]",
    consumerReads: "status 400",
  },
];

const LOGINS: Hostile[] = [
  ...[-1, 0, 1e-9, "3600", null].map(
    (expires_in): Hostile => ({
      id: `expires-in-${expires_in}`,
      title: `A token lives for ${JSON.stringify(expires_in)} seconds`,
      login: body({ access_token: TOKEN, expires_in }),
      reads: "no usable access token",
      consumerReads: "status 200",
    }),
  ),
  { id: "expires-in-1e300", title: "A token lives for ever", login: body({ access_token: TOKEN, expires_in: 1e300 }) },
  {
    id: "token-lines",
    title: "A token has two lines",
    login: body({ access_token: "a\r\nx-evil: 1", expires_in: 3600 }),
    reads: "no usable access token",
    consumerReads: "status 200",
  },
  {
    id: "token-long",
    title: "A token has a mebibyte",
    login: body({ access_token: MEBIBYTE.toString(), expires_in: 3600 }),
    reads: "no usable access token",
    consumerReads: "status 200",
  },
  {
    id: "token-list",
    title: "The login answers a list",
    login: body([{ access_token: TOKEN, expires_in: 3600 }]),
    reads: "no usable access token",
    consumerReads: "status 200",
  },
  {
    id: "login-endless",
    title: "The login's answer never ends",
    login: withoutEnd,
    reads: "an answer of more than 32 MiB",
    consumerReads: "status 200",
  },
  {
    id: "login-deep",
    title: "The login's answer has a million levels",
    login: raw("[".repeat(1e6)),
    reads: "an answer with more than 100 levels",
    consumerReads: "status 200",
  },
  {
    id: "login-retry-after",
    title: "The login asks for a pause of thirty years",
    login: refused(429, { "retry-after": "1000000000" }),
    reads: "the org answered 429",
    consumerReads: "status 429",
  },
  {
    id: "login-redirect",
    title: "The login is sent on to another host",
    login: (_, response) => json(response, 307, {}, { location: "http://127.0.0.1:9/" }),
    reads: "the org answered 307",
    consumerReads: "status 307",
  },
];

/** A reading that goes on and tells what it lacks: its sentences are read as an error's are. */
function requireTold(missing: readonly string[]): void {
  if (missing.length === 0) return;
  throw new GenesysApiError({
    method: "",
    path: "",
    status: 200,
    code: missing.join(" "),
    detail: "",
    correlationId: "",
  });
}

const DAY_MS = 86_400_000;
const NOBODY = { clientId: "", name: "", grants: [], roleIds: new Set<string>(), ownRoleIds: new Set<string>() };

async function audit(client: GenesysClient): Promise<void> {
  const to = new Date();
  const session = { client, deployer: async () => NOBODY };
  requireTold((await readAudit(session, { from: new Date(to.getTime() - DAY_MS / 2), to })).missing);
}

async function usage(client: GenesysClient): Promise<void> {
  const session = { client, organization: async () => ({ id: "org", name: "Org" }) };
  requireTold((await readUsageRows(session, { days: 7 })).missing.map(({ reason }) => reason));
}

/** By the last word of the path, `query` where it is an id. */
const byPath =
  (answers: Readonly<Record<string, (turn: number) => unknown>>): Answerer =>
  (request, response, turn) => {
    const [path = ""] = (request.url ?? "").split("?");
    const last = path.split("/").at(-1) ?? "";
    const answer = answers[last] ?? (/^\w{8}$/.test(last) ? answers["id"] : undefined);
    json(response, 200, answer?.(turn) ?? {});
  };

const SERVICES = { services: [{ name: "PeoplePermissions", entities: [{ name: "Role" }] }] };
const entry = (id: number, more: object = {}) => ({
  id: `entry-${id}`,
  eventDate: new Date().toISOString(),
  entityType: "Role",
  action: "Update",
  ...more,
});
/** Ten thousand texts of two thousand characters each. */
const heavy = (turn: number) =>
  entry(turn, {
    propertyChanges: [1, 2].map(() => ({
      property: "p",
      oldValues: [],
      newValues: Array(5000).fill("x".repeat(2000)),
    })),
  });
const inBackground = (answers: Readonly<Record<string, (turn: number) => unknown>>): Answerer =>
  byPath({
    servicemapping: () => SERVICES,
    realtime: () => "not one",
    query: () => ({ id: "12345678", state: "Succeeded" }),
    ...answers,
  });
const atOnce = (page: (turn: number) => unknown): Answerer =>
  byPath({ servicemapping: () => SERVICES, realtime: page, query: () => ({ id: "12345678", state: "Failed" }) });

const AUDITS: Hostile[] = [
  {
    id: "audit-services",
    title: "The audit names a hundred thousand services",
    api: body({ services: Array(100_000).fill({ name: "S" }) }),
    ask: audit,
    reads: "an answer that is not understood (field services)",
  },
  {
    id: "audit-pages-endless",
    title: "Every page of the audit says that there is one more",
    api: atOnce((turn) => ({ entities: [entry(turn)], pageCount: turn + 10 })),
    ask: audit,
    reads: "The org's pages of its audit come to no end",
  },
  {
    id: "audit-total",
    title: "The audit says that it has a million entries, and gives one",
    api: atOnce(() => ({ entities: [entry(1)], pageCount: 1, total: 1_000_000 })),
    ask: audit,
    reads: "The org said that there are 1000000 entries, and gave 1",
  },
  {
    id: "audit-rows-wrong",
    title: "No entry of the audit is one",
    api: atOnce(() => ({ entities: [...Array(500).fill(0), entry(1, { eventDate: "soon" })], pageCount: 1 })),
    ask: audit,
    reads: "501 entries of the org's audit could not be understood",
  },
  {
    id: "audit-cursor-endless",
    title: "Every answer of the audit has a new cursor",
    api: inBackground({ results: (turn) => ({ entities: [entry(turn)], cursor: `c${turn}` }) }),
    ask: audit,
    reads: "The org's pages of its audit come to no end",
  },
  {
    id: "audit-cursor-same",
    title: "Every answer of the audit has the same cursor",
    api: inBackground({ results: () => ({ entities: [], cursor: "c" }) }),
    ask: audit,
    reads: "The org's pages of its audit come to no end",
  },
  {
    id: "audit-heavy",
    title: "Every entry of the audit has twenty million characters, and there is always one more",
    api: inBackground({ results: (turn) => ({ entities: [heavy(turn)], cursor: `c${turn}` }) }),
    ask: audit,
    reads: "The org's audit has more entries than are read at once",
  },
  {
    id: "audit-running",
    title: "A query of the audit runs for ever",
    api: inBackground({
      query: () => ({ id: "12345678", state: "Queued" }),
      id: () => ({ id: "12345678", state: "Running" }),
    }),
    ask: audit,
    reads: "The org did not come to an end of a query of its audit",
    pauses: 301,
    leastPauses: 200,
  },
  {
    id: "audit-state",
    title: "A query of the audit is in a state that nobody knows",
    api: inBackground({ query: () => ({ id: "12345678", state: "\u001b[2J" }) }),
    ask: audit,
    reads: "The org could not compute the query of its audit",
  },
  {
    id: "audit-elsewhere",
    title: "The entries of the audit are said to be at another address",
    api: inBackground({ results: () => ({ downloadUrl: "http://127.0.0.1:9/" }) }),
    ask: audit,
    reads: "The org gives the entries as a file at another address, which is not fetched",
  },
];

const job = (page: (turn: number) => unknown): Answerer => byPath({ jobs: () => ({ id: "12345678" }), id: page });

const USAGES: Hostile[] = [
  {
    id: "usage-cursor-same",
    title: "Every page of counts has the same cursor",
    api: job(() => ({ queryStatus: "Succeeded", entities: [], nextUri: "/x?after=1" })),
    ask: usage,
    reads: "The org's pages of counts come to no end",
  },
  {
    id: "usage-running",
    title: "A job of counts runs for ever",
    api: job(() => ({ queryStatus: "Running" })),
    ask: usage,
    reads: "The org did not come to an end of counting the calls",
    pauses: 301,
    leastPauses: 200,
  },
  ...[-1, 1.5, 1e300].map(
    (requestCount): Hostile => ({
      id: `usage-count-${requestCount}`,
      title: `An operation was called ${requestCount} times`,
      api: job(() => ({ queryStatus: "Succeeded", entities: [{ date: "2026-01-01", requestCount }] })),
      ask: usage,
      reads: "an answer that is not understood (field entities.0.requestCount)",
    }),
  ),
  {
    id: "usage-day",
    title: "A count is of no day",
    api: job(() => ({ queryStatus: "Succeeded", entities: [{ date: "soon", requestCount: 1 }] })),
    ask: usage,
    reads: "The org gave counts that do not say of which day they are",
  },
];

const BOMB = gzipSync(Buffer.alloc(100 * 1024 * 1024, " "));

export const HOSTILE_ANSWERS: readonly Hostile[] = [
  ...PAGES,
  ...SIZES,
  ...SHAPES,
  ...PAUSES,
  ...WORDS,
  ...LOGINS,
  ...AUDITS,
  ...USAGES,
];

/** The question that a row asks where it names none. */
export const readRoles: NonNullable<Hostile["ask"]> = (client) =>
  readPages(client, "/api/v2/authorization/roles", wireRole);
