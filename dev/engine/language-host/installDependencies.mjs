/** The call InstallDependencies: the project's packages, by its package manager. */
import { ended } from "./children.mjs";
import { runtimeOptions } from "./runProgram.mjs";

/** Package managers that `options.packagemanager` in Pulumi.yaml may name. All of them install with `install`. */
const PACKAGE_MANAGERS = ["npm", "pnpm", "yarn", "bun"];

/** Answers InstallDependencies for `pulumi install`: streams what the package manager says. */
export async function installDependencies(host, call) {
  const { InstallDependenciesResponse } = host.sdk.messages;
  const info = call.request.getInfo();
  const manager = String(runtimeOptions(info).packagemanager ?? "npm");
  if (!PACKAGE_MANAGERS.includes(manager)) {
    return fail(call, `packagemanager "${manager}" is not known. Use one of ${PACKAGE_MANAGERS.join(", ")}.`);
  }
  const child = host.children.start(manager, ["install"], {
    cwd: info?.getProgramDirectory() || call.request.getDirectory(),
    shell: process.platform === "win32", // npm is a .cmd file there
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.on("data", (data) => call.write(new InstallDependenciesResponse().setStdout(Buffer.from(data))));
  child.stderr.on("data", (data) => call.write(new InstallDependenciesResponse().setStderr(Buffer.from(data))));
  const { code, signal, error } = await ended(child);
  if (code === 0) return call.end();
  return fail(
    call,
    `${manager} install failed: ${error?.message ?? (signal ? `signal ${signal}` : `exit code ${code}`)}`,
  );
}

function fail(call, details) {
  call.emit("error", { code: 2, details });
}
