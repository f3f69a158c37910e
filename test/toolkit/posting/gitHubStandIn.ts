/** A stand-in for GitHub: its REST and GraphQL APIs for comments and issues, as documented, over HTTP. */
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";

export interface StandInComment {
  id: number;
  body: string;
  user: { login: string; type: string };
}

export interface StandInIssue {
  number: number;
  title: string;
  body: string | null;
  state: "open" | "closed";
  labels: { name: string }[];
  user: { login: string; type: string };
  pull_request?: object;
}

type Fault = (request: FastifyRequest, reply: FastifyReply) => unknown;

export interface GitHubStandIn {
  readonly url: string;
  readonly comments: StandInComment[];
  readonly issues: StandInIssue[];
  /** `METHOD path` of each request. */
  readonly requests: string[];
  /** Answers one request each, in order, where the method is the given one. */
  fail(method: string, ...faults: Fault[]): void;
  /** Happens after the answer to a request was decided: what other runs do meanwhile. */
  after(method: string, path: RegExp, action: () => void): void;
  add(body: string, login?: string, type?: string): StandInComment;
  addIssue(issue: Partial<StandInIssue>): StandInIssue;
  close(): Promise<void>;
}

export const TOKEN = "ghs_stand-in-token";
export const BOT = { login: "github-actions[bot]", type: "Bot" };

export interface GitHubStandInOptions {
  /** The login of a person's token; without one, the token is an app's. */
  readonly person?: string;
  /** GraphQL's viewer; "refused" where the token may not ask. */
  readonly viewer?: string;
  readonly pulls?: readonly unknown[];
  /** Commits of runs of a workflow that succeeded, the newest first. */
  readonly succeeded?: string[];
  /** False for a token without the right to push: labels are left off, without a word. */
  readonly mayLabel?: boolean;
  /** Numbers of issues that somebody deleted. */
  readonly deleted?: readonly number[];
}

export async function gitHubStandIn(options: GitHubStandInOptions = {}): Promise<GitHubStandIn> {
  const app = Fastify();
  const comments: StandInComment[] = [];
  const issues: StandInIssue[] = [];
  const requests: string[] = [];
  const faults: { method: string; fault: Fault }[] = [];
  const afters: { method: string; path: RegExp; action: () => void }[] = [];
  let nextId = 100;

  app.addHook("onRequest", async (request, reply) => {
    requests.push(`${request.method} ${request.url}`);
    if (request.headers.authorization !== `token ${TOKEN}`) return reply.code(401).send({ message: "Bad credentials" });
    const index = faults.findIndex(({ method }) => method === request.method && !/^\/(user|graphql)/.test(request.url));
    const [next] = index < 0 ? [] : faults.splice(index, 1);
    if (next) await next.fault(request, reply);
    return undefined;
  });
  app.addHook("onSend", async (request, _, payload) => {
    const index = afters.findIndex(({ method, path }) => method === request.method && path.test(request.url));
    if (index >= 0) afters.splice(index, 1)[0]?.action();
    return payload;
  });
  const add = (body: string, login = BOT.login, type = BOT.type) => {
    const comment = { id: nextId++, body, user: { login, type } };
    comments.push(comment);
    return comment;
  };
  const addIssue = (issue: Partial<StandInIssue>) => {
    const added = {
      number: issues.length + 1,
      title: "Talk",
      body: null,
      state: "open" as const,
      labels: [{ name: "genesys-access" }],
      user: BOT,
      ...issue,
    };
    issues.push(added);
    return added;
  };
  routes(app, comments, add, options);
  issueRoutes(app, issues, addIssue, options);
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  return {
    url,
    comments,
    issues,
    requests,
    add,
    addIssue,
    fail: (method, ...list) => faults.push(...list.map((fault) => ({ method, fault }))),
    after: (method, path, action) => afters.push({ method, path, action }),
    close: () => app.close(),
  };
}

function routes(
  app: FastifyInstance,
  comments: StandInComment[],
  add: (body: string) => StandInComment,
  { person, viewer = BOT.login, pulls = [], succeeded = [] }: GitHubStandInOptions,
): void {
  const page = (comment: StandInComment) => ({
    ...comment,
    html_url: `https://github.example/acme/access/pull/7#issuecomment-${comment.id}`,
  });
  const find = (request: FastifyRequest) =>
    comments.find(({ id }) => `${id}` === (request.params as { id: string }).id);
  const missing = { message: "Not Found", status: "404" };

  app.get("/user", (_, reply) =>
    person
      ? reply.send({ login: person })
      : reply.code(403).send({ message: "Resource not accessible by integration", status: "403" }),
  );
  app.post("/graphql", (_, reply) =>
    viewer === "refused"
      ? reply.send({ errors: [{ type: "FORBIDDEN", message: "Resource not accessible by integration" }] })
      : reply.send({ data: { viewer: { login: viewer } } }),
  );
  app.get("/repos/acme/access/pulls", () => pulls);
  app.get("/repos/acme/access/actions/workflows/:file/runs", (request) => {
    const { status, per_page: size = "30" } = request.query as Record<string, string>;
    const all = status === "success" ? succeeded : [];
    return { total_count: all.length, workflow_runs: all.slice(0, Number(size)).map((sha) => ({ head_sha: sha })) };
  });
  app.get("/repos/acme/access/issues/7/comments", (request, reply) => {
    return paged(comments, request, reply).map(page);
  });
  app.post("/repos/acme/access/issues/7/comments", (request, reply) =>
    reply.code(201).send(page(add((request.body as { body: string }).body))),
  );
  app.get("/repos/acme/access/issues/comments/:id", (request, reply) => {
    const comment = find(request);
    return comment ? page(comment) : reply.code(404).send(missing);
  });
  app.patch("/repos/acme/access/issues/comments/:id", (request, reply) => {
    const comment = find(request);
    if (!comment) return reply.code(404).send(missing);
    comment.body = (request.body as { body: string }).body;
    return page(comment);
  });
  app.delete("/repos/acme/access/issues/comments/:id", (request, reply) => {
    const comment = find(request);
    if (!comment) return reply.code(404).send(missing);
    comments.splice(comments.indexOf(comment), 1);
    return reply.code(204).send();
  });
}

function paged<T>(all: readonly T[], request: FastifyRequest, reply: FastifyReply): T[] {
  const { page = "1", per_page = "30" } = request.query as Record<string, string>;
  const [current, size] = [Number(page), Number(per_page)];
  const next = new URL(request.url, `http://${request.host}`);
  next.searchParams.set("page", `${current + 1}`);
  if (current * size < all.length) reply.header("link", `<${next}>; rel="next"`);
  return all.slice((current - 1) * size, current * size);
}

function issueRoutes(
  app: FastifyInstance,
  issues: StandInIssue[],
  add: (issue: Partial<StandInIssue>) => StandInIssue,
  { mayLabel = true, deleted = [] }: GitHubStandInOptions,
): void {
  const page = (issue: StandInIssue) => ({
    ...issue,
    html_url: `https://github.example/acme/access/issues/${issue.number}`,
  });
  const find = (request: FastifyRequest) =>
    issues.find(({ number }) => `${number}` === (request.params as { number: string }).number);
  const unknown = (request: FastifyRequest, reply: FastifyReply) =>
    deleted.includes(Number((request.params as { number: string }).number))
      ? reply.code(410).send({ message: "This issue was deleted" })
      : reply.code(404).send({ message: "Not Found" });

  app.get("/repos/acme/access/issues", (request, reply) => {
    const { labels, state = "open" } = request.query as Record<string, string>;
    const listed = issues.filter(
      (issue) =>
        (labels === undefined || issue.labels.some(({ name }) => name === labels)) &&
        (state === "all" || issue.state === state),
    );
    return paged(listed, request, reply).map(page);
  });
  app.post("/repos/acme/access/issues", (request, reply) => {
    const { title, body, labels } = request.body as { title: string; body: string; labels: string[] };
    return reply.code(201).send(page(add({ title, body, labels: mayLabel ? labels.map((name) => ({ name })) : [] })));
  });
  app.get("/repos/acme/access/issues/:number", (request, reply) => {
    const issue = find(request);
    return issue && !deleted.includes(issue.number) ? page(issue) : unknown(request, reply);
  });
  app.patch("/repos/acme/access/issues/:number", (request, reply) => {
    const issue = find(request);
    if (!issue) return unknown(request, reply);
    Object.assign(issue, request.body);
    return page(issue);
  });
}
