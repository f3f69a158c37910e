/** The call Run: one run of a Pulumi program. */
import { ended } from "./children.mjs";
import { compileCacheOf } from "./compileCache.mjs";
import { resolveCommand } from "./sdk.mjs";

/**
 * Exit code by which @pulumi/pulumi/cmd/run says that it has shown the error itself
 * (nodeJSProcessExitedAfterLoggingUserActionableMessage): the engine must stop and say nothing more.
 */
const ALREADY_REPORTED = 32;

/** Answers Run: one program run for a preview, an update or a destroy. */
export async function runProgram(host, request) {
  const response = new host.sdk.messages.RunResponse();
  const info = request.getInfo();
  const directory = info?.getProgramDirectory() || request.getPwd();
  const options = runtimeOptions(info);
  const unreadable = unreadableEntry(request, options);
  if (unreadable !== undefined) return response.setError(unreadable);
  const child = host.children.startNode(
    [...nodeArguments(options), resolveCommand("run", directory), ...runArguments(host, request)],
    { cwd: directory, env: programEnvironment(request, options), stdio: ["ignore", "inherit", "inherit"] },
  );
  const outcome = await ended(child);
  if (outcome.code === ALREADY_REPORTED) return response.setBail(true);
  const problem = problemOf(outcome);
  return problem === undefined ? response : response.setError(problem);
}

/** The `runtime.options` of Pulumi.yaml as plain values. */
export function runtimeOptions(info) {
  return info?.getOptions()?.toJavaScript() ?? {};
}

/** `options.nodeargs`: flags for Node itself, split at blanks; a value in quotes keeps its blanks. */
export function nodeArguments(options) {
  const words = String(options.nodeargs ?? "").match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g) ?? [];
  return words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, "$1$2"));
}

/** Config as the SDK reads it: keys `ns:name` are handed over as `ns:config:name`, the form that old packages know. */
export function configVariables(configMap, secretKeys) {
  const config = {};
  for (const [key, value] of configMap.entries()) config[key.replace(/^([^:]+):(?:config:)?/, "$1:config:")] = value;
  return { PULUMI_CONFIG: JSON.stringify(config), PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys) };
}

function entryPoint(request) {
  return request.getInfo()?.getEntryPoint() || request.getProgram() || ".";
}

function runArguments(host, request) {
  const flags = {
    monitor: request.getMonitorAddress(),
    engine: host.engineAddress,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": request.getInfo()?.getRootDirectory(),
    stack: request.getStack(),
    pwd: request.getPwd(),
    parallel: String(request.getParallel()),
  };
  return [
    ...Object.entries(flags).flatMap(([flag, value]) => (value ? [`--${flag}=${value}`] : [])),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    entryPoint(request),
    ...request.getArgsList(),
  ];
}

function programEnvironment(request, options) {
  return {
    ...process.env,
    ...compileCacheOf("program"),
    // The vendor's default: TypeScript goes through ts-node unless Pulumi.yaml says `typescript: false`.
    ...(options.typescript === false ? {} : { PULUMI_NODEJS_TYPESCRIPT: "true" }),
    ...(options.tsconfig ? { PULUMI_NODEJS_TSCONFIG_PATH: String(options.tsconfig) } : {}),
    ...configVariables(request.getConfigMap(), request.getConfigsecretkeysList()),
  };
}

/** Without this, an old Node on PATH fails with "Unknown file extension" and a stack trace of its own loader. */
function unreadableEntry(request, options) {
  const entry = entryPoint(request);
  const plainTypeScript = options.typescript === false && /\.[cm]?ts$/.test(entry);
  if (!plainTypeScript || options.nodeargs || process.features.typescript) return undefined;
  return `${entry} needs a Node that runs TypeScript (22.18 or later); \`node\` on PATH is ${process.version}. Run Pulumi with npx or npm run, which put the project's own Node first.`;
}

/** Anything but a clean end is an error: a half-run program must never look as if it had declared all its resources. */
function problemOf({ code, signal, error }) {
  if (error) return `The program could not be started with ${process.execPath}: ${error.message}`;
  if (signal) return `The program was ended by signal ${signal}.`;
  return code === 0 ? undefined : `The program ended with exit code ${code}.`;
}
