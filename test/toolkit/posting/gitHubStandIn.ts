/** A stand-in for GitHub: its REST and GraphQL APIs for comments, as documented, over HTTP. */
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";

export interface StandInComment {
  id: number;
  body: string;
  user: { login: string; type: string };
}

type Fault = (request: FastifyRequest, reply: FastifyReply) => unknown;

export interface GitHubStandIn {
  readonly url: string;
  readonly comments: StandInComment[];
  /** `METHOD path` of each request. */
  readonly requests: string[];
  /** Answers one request each, in order, where the method is the given one. */
  fail(method: string, ...faults: Fault[]): void;
  /** Happens after the answer to a request was decided: what other runs do meanwhile. */
  after(method: string, path: RegExp, action: () => void): void;
  add(body: string, login?: string, type?: string): StandInComment;
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
}

export async function gitHubStandIn(options: GitHubStandInOptions = {}): Promise<GitHubStandIn> {
  const app = Fastify();
  const comments: StandInComment[] = [];
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
  routes(app, comments, add, options);
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  return {
    url,
    comments,
    requests,
    add,
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
    const { page: number = "1", per_page = "30" } = request.query as Record<string, string>;
    const [current, size] = [Number(number), Number(per_page)];
    const link = (to: number, rel: string) =>
      `<http://${request.host}/repos/acme/access/issues/7/comments?per_page=${size}&page=${to}>; rel="${rel}"`;
    if (current * size < comments.length) reply.header("link", link(current + 1, "next"));
    return comments.slice((current - 1) * size, current * size).map(page);
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
