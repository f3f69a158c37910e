/** The processes of plugins that are written for Node. */
import { compileCacheOf } from "./compileCache.mjs";
import { resolveCommand } from "./sdk.mjs";

/**
 * Starts one of the SDK's plugin runners with the plugin's folder as last argument.
 * The engine ends a plugin by cancelling the call.
 *
 * @param {any} host
 * @param {any} call
 * @param {string} command
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [settings]
 */
export function startPluginProcess(host, call, command, settings = {}) {
  const { cwd, env } = settings;
  const { request } = call;
  const runner = resolvePluginCommand(request, command);
  const child = host.children.startNode([runner, ...request.getArgsList(), pluginDirectory(request)], {
    cwd: cwd ?? (request.getPwd() || pluginDirectory(request)),
    env: { ...environmentOf(request.getEnvList()), ...compileCacheOf(command), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  call.once("cancelled", () => child.kill("SIGTERM"));
  return child;
}

/** The runner that belongs to the plugin's own SDK. */
export function resolvePluginCommand(request, command) {
  return resolveCommand(command, pluginDirectory(request));
}

/** The exit code that the engine is told: a plugin that a signal ended has failed too. */
export function exitCodeOf({ code }) {
  return code ?? 1;
}

/** The folder of PulumiPolicy.yaml or PulumiPlugin.yaml. */
export function pluginDirectory(request) {
  return request.getInfo()?.getProgramDirectory() || request.getProgram();
}

function environmentOf(list) {
  const pairs = list.map((entry) => {
    const separator = entry.indexOf("=", 1); // Windows has names that begin with "="
    return [entry.slice(0, separator), entry.slice(separator + 1)];
  });
  return Object.fromEntries(pairs);
}
