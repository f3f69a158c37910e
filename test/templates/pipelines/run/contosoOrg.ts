/** The services that a pipeline of Contoso reaches: the embedded org, a backend in a folder, and a Pulumi home of its own. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { execa } from "execa";
import { pulumiEnvironment } from "../../../../dev/engine/environment.ts";
import { ensureEngine } from "../../../../dev/engine/index.ts";
import { isolateHome } from "../../../../dev/engine/link.ts";
import { SEED, type Simulator, seedOrg, startSimulator } from "../../../../simulator/index.ts";
import { projectFile } from "../../../support/project.ts";
import { CHECKOUT, type UserRepository, userRepository } from "./userRepository.ts";

export interface Contoso {
  readonly repository: UserRepository;
  readonly org: Simulator;
  /** Id and secret of a client of the org. */
  readonly credentials: { readonly id: string; readonly secret: string };
  /** Where the org is, as the settings of a stack would say it. */
  readonly gateway: NodeJS.ProcessEnv;
  readonly backend: string;
  readonly passphrase: string;
  /** The environment of a machine with the Pulumi CLI, without backend and passphrase. */
  readonly pulumi: NodeJS.ProcessEnv;
  /** Commit of the target branch. */
  readonly main: string;
  /** What somebody does in the org's console. */
  console(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
  /** Id and a new secret of the client with this name. */
  credentialsOf(name: string): Promise<{ readonly clientId: string; readonly clientSecret: string }>;
  close(): Promise<void>;
}

/** The demo's spec: the organization, divisions and people are those of the embedded org. */
export const DEV = readFileSync(join(CHECKOUT, projectFile("stacks/demo.yaml")), "utf8").replace(
  "schemas/spec",
  "node_modules/genesys-cloud-access/schemas/spec",
);
/** A second stack, of another org. */
export const PROD = DEV.replace("58f5d08e-c7f5-4f60-b254-92c700bbecf8", "0d0e0f00-1111-4222-8333-444455556666").replace(
  "Contoso (simulated)",
  "Contoso",
);
export const WIDER = DEV.replace("- routing:queue:view\n", "- routing:queue:view\n      - routing:queue:edit\n");

/** @param deployable with a stack "dev" in a backend, and its settings in the repository */
export async function contoso(deployable: boolean): Promise<Contoso> {
  const repository = await userRepository({ dev: DEV, prod: PROD });
  const org = await startSimulator({ seed: auditable() });
  const {
    GENESYSCLOUD_OAUTHCLIENT_ID: id = "",
    GENESYSCLOUD_OAUTHCLIENT_SECRET: secret = "",
    ...gateway
  } = org.environment;
  const [home, backend, passphrase] = [
    join(repository.dir, "pulumi"),
    join(repository.dir, "backend"),
    "correct horse",
  ];
  const url = pathToFileURL(backend).href;
  const pulumi = deployable ? await pulumiHome(home, backend) : {};
  if (deployable)
    await initStack(repository, { ...pulumi, PULUMI_BACKEND_URL: url, PULUMI_CONFIG_PASSPHRASE: passphrase });
  const byHand = (method: string, path: string, body?: unknown) => inConsole(org.url, method, path, body);
  return {
    repository,
    org,
    console: byHand,
    credentialsOf: async (name) => {
      const id = org.export().clients.find((client) => client.name === name)?.id ?? "";
      const { secret } = await byHand("POST", `/api/v2/oauth/clients/${id}/secret`);
      return { clientId: id, clientSecret: String(secret) };
    },
    credentials: { id, secret },
    gateway,
    backend: url,
    passphrase,
    pulumi,
    main: await repository.git("rev-parse", "main"),
    close: async () => {
      await org.close();
      repository.close();
    },
  };
}

/** The seed, in which the client of the pipelines may read the audit. */
function auditable() {
  const org = seedOrg();
  const role = org.roles.find(({ id }) => id === SEED.roles["Access as Code Deployer"]);
  role?.permissionPolicies.push({ domain: "audits", entityName: "audit", actionSet: ["view"] });
  return org;
}

async function inConsole(url: string, method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const basic = Buffer.from(`${SEED.console.clientId}:${SEED.console.clientSecret}`).toString("base64");
  const login = await fetch(`${url}/oauth/token`, {
    method: "POST",
    headers: { Authorization: `Basic ${basic}`, "Content-Type": "application/x-www-form-urlencoded" },
    body: "grant_type=client_credentials",
  });
  const { access_token: token } = (await login.json()) as { access_token: string };
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === "" ? {} : JSON.parse(text);
}

async function pulumiHome(home: string, backend: string): Promise<NodeJS.ProcessEnv> {
  mkdirSync(backend);
  await isolateHome(home, await ensureEngine());
  const all = pulumiEnvironment({ home, backend, passphrase: "" });
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => /^PULUMI_(?!BACKEND|CONFIG)|^NODE_COMPILE_CACHE$/.test(name)),
  );
}

/** Once by hand, as docs/pipelines.md says. */
async function initStack(repository: UserRepository, env: NodeJS.ProcessEnv): Promise<void> {
  const folder = join(repository.dir, "by-hand");
  await execa("git", ["clone", "--quiet", repository.origin, folder]);
  const options = { cwd: folder, env: { PATH: repository.path, HOME: repository.dir, ...env }, extendEnv: false };
  await execa("npm", ["ci", "--ignore-scripts"], options);
  await execa("npx", ["--no", "pulumi", "stack", "init", "dev", "--non-interactive"], options);
  const settings = readFileSync(join(folder, "stacks", "Pulumi.dev.yaml"), "utf8");
  await repository.commit("main", "main", { "stacks/Pulumi.dev.yaml": settings });
}

/** A pull request's event, as GitHub writes it to GITHUB_EVENT_PATH. */
export function eventFile(dir: string, head: string): string {
  const file = join(dir, `event-${head}.json`);
  const repo = { full_name: "acme/access" };
  writeFileSync(file, JSON.stringify({ number: 7, pull_request: { number: 7, head: { sha: head, repo } } }));
  return file;
}
