/** The backend that keeps the state, by Pulumi's own files. Pulumi itself is not asked: a login may wait for a person. */
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";

export interface Backend {
  readonly url: string;
  /** The setting that names it, as shown to people: `PULUMI_BACKEND_URL`, `Pulumi.yaml`, or the last login. */
  readonly source: string;
}

const SERVICE = "https://api.pulumi.com";

/** The part of `Pulumi.yaml` that names the backend. */
export interface NamesBackend {
  readonly backend?: { readonly url?: string | null | undefined } | null | undefined;
}

/** In Pulumi's order: the environment, the project, the last login. */
export function backendOf(project: NamesBackend | undefined, env: NodeJS.ProcessEnv): Backend | undefined {
  const fromEnvironment = env["PULUMI_BACKEND_URL"];
  if (fromEnvironment) return { url: fromEnvironment, source: "PULUMI_BACKEND_URL" };
  const fromProject = project?.backend?.url;
  if (fromProject) return { url: fromProject, source: "Pulumi.yaml" };
  const login = lastLogin(env);
  if (login !== undefined) return { url: login, source: "the last `pulumi login`" };
  return env["PULUMI_ACCESS_TOKEN"] ? { url: SERVICE, source: "PULUMI_ACCESS_TOKEN" } : undefined;
}

/** True where the state of the project in `cwd` is files of this machine. */
export function keepsFiles(cwd: string, env: NodeJS.ProcessEnv): boolean {
  return backendOf(projectIn(cwd), env)?.url.startsWith("file://") === true;
}

function projectIn(cwd: string): NamesBackend | undefined {
  try {
    const { backend } = parse(readFileSync(join(cwd, "Pulumi.yaml"), "utf8")) as { backend?: { url?: unknown } };
    return typeof backend?.url === "string" ? { backend: { url: backend.url } } : undefined;
  } catch {
    return undefined; // Pulumi tells what is wrong with it
  }
}

/** Of the file with the logins only the address is kept. */
function lastLogin(env: NodeJS.ProcessEnv): string | undefined {
  const folder = env["PULUMI_CREDENTIALS_PATH"] || env["PULUMI_HOME"] || join(homedir(), ".pulumi");
  try {
    const { current } = JSON.parse(readFileSync(join(folder, "credentials.json"), "utf8")) as { current?: unknown };
    return typeof current === "string" && current !== "" ? current : undefined;
  } catch {
    return undefined;
  }
}
