/** Installs a server once: from Go modules, or from npm. */
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runChild } from "../engine/child.ts";
import { heartbeat } from "../engine/heartbeat.ts";
import { withLock } from "../engine/lock.ts";
import { folderOf, installed, type Server, serversFolder } from "./server.ts";

const MINUTES = 15;

/**
 * The path of the server's program. Several processes may ask at once: one installs, the others wait.
 *
 * @throws Error with what the installer said
 */
export async function ensureServer(server: Server, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const present = installed(server, env);
  if (present !== undefined) return present;
  const folder = serversFolder(env);
  mkdirSync(folder, { recursive: true });
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const waiting = () => log(`Another process is installing ${server.name}: waiting for it.`);
  return withLock(join(folder, `.${server.name}.lock`), waiting, async () => {
    const meanwhile = installed(server, env);
    if (meanwhile !== undefined) return meanwhile;
    log(`Installing ${server.name} ${server.version}, which speaks ${server.protocol}: some minutes the first time.`);
    const stage = mkdtempSync(join(folder, ".installing-"));
    const stop = heartbeat(log, () => "still installing");
    try {
      const outcome = await ("goPackage" in server ? byGo(server, stage, env) : byNpm(stage, env));
      if (!outcome.ok) throw new Error(`${server.name} ${server.version} cannot be installed: ${outcome.said}`);
      renameSync(stage, folderOf(server, env));
    } finally {
      stop();
      rmSync(stage, { recursive: true, force: true });
    }
    const program = installed(server, env);
    if (program === undefined) throw new Error(`${server.name} was installed, and ${server.program} is not there.`);
    return program;
  });
}

/** By version: Go itself checks the module and what it needs against its checksum database. */
function byGo({ goPackage, version }: Server, stage: string, env: NodeJS.ProcessEnv) {
  const settings = { GOBIN: stage, GOFLAGS: "-mod=readonly", GOWORK: "off", CGO_ENABLED: "0", GOGC: "400" };
  return runChild("go", ["install", "-trimpath", "-ldflags=-s -w", `${goPackage}@v${version}`], {
    cwd: stage,
    env: { ...env, ...settings },
    limit: MINUTES * 60_000,
  });
}

/** By the lock file, and without the scripts of packages. */
function byNpm(stage: string, env: NodeJS.ProcessEnv) {
  cpSync(join(import.meta.dirname, "azurite"), stage, { recursive: true });
  return runChild("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--omit=dev"], {
    cwd: stage,
    env,
    limit: MINUTES * 60_000,
  });
}
