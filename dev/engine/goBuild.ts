/** The second way of getting a CLI: a build from Go modules. */
import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { runChild } from "./child.ts";
import { heartbeat } from "./heartbeat.ts";
import { installHosts } from "./hosts.ts";
import type { Preparation, Prepared } from "./preparation.ts";
import { ENGINE_VERSION } from "./version.ts";

const PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const LINKER_FLAGS = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${ENGINE_VERSION}`;

/**
 * Builds the CLI from Go modules into `stage`, by dev/engine/go.mod, and puts the Node hosts beside it.
 * Go's module and build caches are the user's own, so that a second build takes seconds.
 */
export async function goBuild({ stage, env, log, layout }: Preparation): Promise<Prepared> {
  const folder = join(stage, ENGINE_VERSION);
  const executable = join(folder, "bin", layout.pulumi.endsWith(".exe") ? "pulumi.exe" : "pulumi");
  const goTemporary = join(stage, "go-tmp");
  mkdirSync(goTemporary, { recursive: true });

  log(`Building the Pulumi CLI ${ENGINE_VERSION} from Go modules: ${estimate()} the first time; later runs reuse it.`);
  const progress = new BuildProgress();
  const stop = heartbeat(log, () => progress.text());
  const outcome = await runChild("go", buildArguments(executable), {
    cwd: import.meta.dirname,
    env: buildEnvironment(env, goTemporary),
    onLine: (line) => progress.read(line),
  }).finally(stop);
  if (!outcome.ok) return { ok: false, said: outcome.said };

  installHosts(folder);
  return { ok: true, folder };
}

/**
 * `-v` names each package when it is compiled: the only progress that Go offers. The linker drops what debuggers need (`-s -w`), so the compiler
 * need not make it: with that and GOGC below a sixth less processor time for the same file.
 */
function buildArguments(executable: string): readonly string[] {
  const compiler = ["-trimpath", "-buildvcs=false", "-tags=osusergo,grpcnotrace", "-gcflags=all=-dwarf=false"];
  return ["build", "-v", ...compiler, `-ldflags=${LINKER_FLAGS}`, "-o", executable, PACKAGE];
}

/**
 * The environment of the build. Settings that a user has for other Go work must not decide it: flags, workspace, target, C compiler.
 * The sources of modules (GOPROXY, GOPRIVATE, GOSUMDB, GOTOOLCHAIN) stay the user's.
 */
function buildEnvironment(env: NodeJS.ProcessEnv, goTemporary: string): NodeJS.ProcessEnv {
  const { GOOS: _os, GOARCH: _arch, GOEXPERIMENT: _experiment, ...kept } = env;
  return {
    ...kept,
    GOFLAGS: "-mod=readonly",
    GOWORK: "off",
    GO111MODULE: "on",
    CGO_ENABLED: "0",
    GOGC: "400", // the compiler is short-lived: it may keep more garbage
    GOTMPDIR: goTemporary,
  };
}

/** Measured: 4 to 9 minutes of processor time, depending on the machine and what else it does. */
function estimate(): string {
  const cores = availableParallelism();
  const least = Math.max(1, Math.ceil(4 / cores));
  const most = Math.max(2, Math.ceil(9 / cores));
  return `about ${least} to ${most} minutes on ${cores} ${cores === 1 ? "core" : "cores"}`;
}

class BuildProgress {
  #downloaded = 0;
  #compiled = 0;

  read(line: string): void {
    if (line.startsWith("go: downloading ")) this.#downloaded += 1;
    else if (/^[\w.~-]+(\/[\w.~-]+)*$/.test(line)) this.#compiled += 1;
  }

  text(): string {
    return `${this.#downloaded} modules downloaded, ${this.#compiled} packages compiled`;
  }
}
