/** The project's copy of @pulumi/pulumi, which this host borrows from. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/**
 * Finds the project's @pulumi/pulumi from `directory` upwards, else the copy that was there when this
 * host was installed, and loads the parts that a language host needs.
 *
 * @throws {Error} naming the folder and the fix if there is no copy at all
 */
export function findSdk(directory) {
  const sdkRequire = requireFromSdk(directory) ?? requireFromSdk(installedFrom());
  if (sdkRequire === undefined) {
    throw new Error(`@pulumi/pulumi is not installed in ${directory} or above it. Run "npm ci" in the project first.`);
  }
  return {
    version: sdkRequire("./package.json").version,
    grpc: sdkRequire("@grpc/grpc-js"),
    empty: sdkRequire("google-protobuf/google/protobuf/empty_pb.js"),
    messages: sdkRequire("./proto/language_pb.js"),
    services: sdkRequire("./proto/language_grpc_pb.js"),
    plugin: sdkRequire("./proto/plugin_pb.js"),
    analyzerMessages: sdkRequire("./proto/analyzer_pb.js"),
    analyzerServices: sdkRequire("./proto/analyzer_grpc_pb.js"),
  };
}

/**
 * Path of one of the SDK's own entry points, such as `run`, for a program in `directory`.
 * The program must run with its own copy: two copies in one process would not share their state.
 *
 * @throws {Error} in the words that the engine looks for, so that it can say what to install
 */
export function resolveCommand(command, directory) {
  const request = `@pulumi/pulumi/cmd/${command}`;
  try {
    return createRequire(join(directory, "resolve.js")).resolve(request);
  } catch {
    throw new Error(`Cannot find module '${request}' from ${directory}. Run "npm ci" in the project first.`);
  }
}

function requireFromSdk(directory) {
  if (directory === undefined) return undefined;
  try {
    return createRequire(createRequire(join(directory, "resolve.js")).resolve("@pulumi/pulumi/package.json"));
  } catch {
    return undefined;
  }
}

/** The project folder that installed this host, written beside it by dev/engine/hosts.ts. */
function installedFrom() {
  try {
    return JSON.parse(readFileSync(join(import.meta.dirname, "installed-from.json"), "utf8")).project;
  } catch {
    return undefined;
  }
}
