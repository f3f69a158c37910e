/** A stand-in for GitLab: its REST API for notes of merge requests and for issues, as documented, over HTTP. */
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";

export interface StandInNote {
  id: number;
  body: string;
  author: { id: number };
}

export interface StandInIssue {
  iid: number;
  title: string;
  description: string;
  state: "opened" | "closed";
  labels: string[];
  author: { id: number };
}

type Fault = (request: FastifyRequest, reply: FastifyReply) => unknown;

export interface GitLabStandIn {
  /** Ends with `/api/v4`. */
  readonly apiUrl: string;
  readonly notes: StandInNote[];
  readonly issues: StandInIssue[];
  /** `METHOD path` of each request. */
  readonly requests: string[];
  /** Answers one request each, in order, where the method is the given one. */
  fail(method: string, ...faults: Fault[]): void;
  /** Happens once, after the answer to a request was decided: what other runs do meanwhile. */
  after(method: string, path: RegExp, action: () => void): void;
  add(body: string, author?: number): StandInNote;
  addIssue(issue: Partial<StandInIssue>): StandInIssue;
  close(): Promise<void>;
}

export const TOKEN = "glpat-stand-in-token";
export const SELF = 42;
const PROJECT = "/api/v4/projects/12";
const BASE = "/api/v4/projects/12/merge_requests/7";

export interface GitLabStandInOptions {
  /** False for the token of a guest: labels are left off, without a word. */
  readonly mayLabel?: boolean;
}

export async function gitLabStandIn({ mayLabel = true }: GitLabStandInOptions = {}): Promise<GitLabStandIn> {
  const app = Fastify();
  const notes: StandInNote[] = [];
  const issues: StandInIssue[] = [];
  const requests: string[] = [];
  const faults: { method: string; fault: Fault }[] = [];
  const afters: { method: string; path: RegExp; action: () => void }[] = [];
  let nextId = 100;

  app.addHook("onRequest", async (request, reply) => {
    requests.push(`${request.method} ${request.url}`);
    if (request.headers["private-token"] !== TOKEN) return reply.code(401).send({ message: "401 Unauthorized" });
    const index = faults.findIndex(({ method }) => method === request.method);
    const [next] = index < 0 ? [] : faults.splice(index, 1);
    if (next) await next.fault(request, reply);
    return undefined;
  });
  app.addHook("onSend", async (request, _, payload) => {
    const index = afters.findIndex(({ method, path }) => method === request.method && path.test(request.url));
    if (index >= 0) afters.splice(index, 1)[0]?.action();
    return payload;
  });
  app.setNotFoundHandler((_, reply) => reply.code(404).send({ message: "404 Not found" }));
  const add = (body: string, author = SELF) => {
    const note = { id: nextId++, body, author: { id: author }, system: false };
    notes.push(note);
    return note;
  };
  const addIssue = (issue: Partial<StandInIssue>) => {
    const added = {
      iid: issues.length + 1,
      title: "Talk",
      description: "",
      state: "opened" as const,
      labels: ["genesys-access"],
      author: { id: SELF },
      ...issue,
    };
    issues.push(added);
    return added;
  };
  routes(app, notes, add);
  issueRoutes(app, issues, ({ labels, ...issue }) => addIssue({ ...issue, labels: mayLabel ? (labels ?? []) : [] }));
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  return {
    apiUrl: `${url}/api/v4`,
    notes,
    issues,
    requests,
    add,
    addIssue,
    fail: (method, ...list) => faults.push(...list.map((fault) => ({ method, fault }))),
    after: (method, path, action) => afters.push({ method, path, action }),
    close: () => app.close(),
  };
}

function routes(app: FastifyInstance, notes: StandInNote[], add: (body: string) => StandInNote): void {
  const find = (request: FastifyRequest) => notes.find(({ id }) => `${id}` === (request.params as { id: string }).id);
  const bodyOf = (request: FastifyRequest) => (request.body as { body: string }).body;
  const missing = { message: "404 Not found" };

  app.get("/api/v4/user", () => ({ id: SELF, username: "project_12_bot" }));
  app.get(BASE, () => ({ iid: 7, web_url: "https://gitlab.example/acme/access/-/merge_requests/7" }));
  // Pages are told by x-next-page alone, as behind a proxy that drops long Link headers.
  app.get(`${BASE}/notes`, (request, reply) => {
    return paged(notes, request, reply);
  });
  app.post(`${BASE}/notes`, (request, reply) => reply.code(201).send(add(bodyOf(request))));
  app.get(`${BASE}/notes/:id`, (request, reply) => find(request) ?? reply.code(404).send(missing));
  app.put(`${BASE}/notes/:id`, (request, reply) => {
    const note = find(request);
    if (!note) return reply.code(404).send(missing);
    note.body = bodyOf(request);
    return note;
  });
  app.delete(`${BASE}/notes/:id`, (request, reply) => {
    const note = find(request);
    if (!note) return reply.code(404).send(missing);
    notes.splice(notes.indexOf(note), 1);
    return reply.code(204).send();
  });
}

function paged<T>(all: readonly T[], request: FastifyRequest, reply: FastifyReply): T[] {
  const { page = "1", per_page = "20" } = request.query as Record<string, string>;
  const [current, size] = [Number(page), Number(per_page)];
  reply.headers({
    "x-page": page,
    "x-per-page": per_page,
    "x-next-page": current * size < all.length ? `${current + 1}` : "",
  });
  return all.slice((current - 1) * size, current * size);
}

function issueRoutes(
  app: FastifyInstance,
  issues: StandInIssue[],
  add: (issue: Partial<StandInIssue>) => StandInIssue,
): void {
  const page = (issue: StandInIssue) => ({
    ...issue,
    web_url: `https://gitlab.example/acme/access/-/issues/${issue.iid}`,
  });
  const missing = { message: "404 Not found" };
  const find = (request: FastifyRequest) =>
    issues.find(({ iid }) => `${iid}` === (request.params as { iid: string }).iid);

  app.get(`${PROJECT}/issues`, (request, reply) => {
    const { labels, scope, state = "all" } = request.query as Record<string, string>;
    const listed = issues.filter(
      (issue) =>
        (labels === undefined || issue.labels.includes(labels)) &&
        (scope !== "created_by_me" || issue.author.id === SELF) &&
        (state === "all" || issue.state === state),
    );
    return paged(listed.map(page), request, reply);
  });
  app.post(`${PROJECT}/issues`, (request, reply) => {
    const { title, description, labels } = request.body as Record<string, string>;
    const issue = { ...(title && { title }), ...(description && { description }), labels: labels?.split(",") ?? [] };
    return reply.code(201).send(page(add(issue)));
  });
  app.get(`${PROJECT}/issues/:iid`, (request, reply) => {
    const issue = find(request);
    return issue ? page(issue) : reply.code(404).send(missing);
  });
  app.put(`${PROJECT}/issues/:iid`, (request, reply) => {
    const issue = find(request);
    if (!issue) return reply.code(404).send(missing);
    const { title, description, state_event } = request.body as Record<string, string>;
    Object.assign(issue, title && { title }, description && { description });
    if (state_event !== undefined) issue.state = state_event === "close" ? "closed" : "opened";
    return page(issue);
  });
}
