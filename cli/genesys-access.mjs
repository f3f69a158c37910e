#!/usr/bin/env node
// @ts-check
// The start of `genesys-access`: looks at Node, keeps what it compiles, and makes sure that nothing that goes wrong in the program itself ends with
// the exit code of a verdict. Plain JavaScript, because any Node may be asked to run it.
import { existsSync } from "node:fs";
import module from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const WRONG_USAGE = 2;
const INTERNAL_ERROR = 5;
const NEVER_SETTLED = 13;

const here = dirname(fileURLToPath(import.meta.url));
/** Of the published package; a checkout has the source only. */
const compiled = join(here, "main.js");
const isCompiled = existsSync(compiled);

// An exit code of 1 says "refused", and Node's own for an uncaught error is 1 as well.
process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);
// Node's own code for a program that waits for nothing.
process.on("exit", (code) => {
  if (code === NEVER_SETTLED) process.exitCode = INTERNAL_ERROR;
});

if (!runsHere(process.versions.node)) {
  console.error(
    `genesys-access needs Node 22.18 or later and found ${process.versions.node}. ` +
      (isCompiled
        ? "Install a newer Node, then run it again."
        : "Start it with `npx genesys-access`: `npm ci` in the project folder installs one."),
  );
  process.exitCode = WRONG_USAGE;
} else {
  keepCompiledCode();
  if (!isCompiled) withoutWarningOfTypeScript();
  try {
    await import(pathToFileURL(isCompiled ? compiled : join(here, "main.ts")).href);
  } catch (error) {
    fail(error);
  }
}

/**
 * Node 22.18 loads ES modules by require, as the provider needs it, and strips types, as a project's index.ts does.
 * @param {string} version
 */
function runsHere(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
}

/** Later runs start in half the time. Kept in `.cache` of the node_modules around the package; where that cannot be written nothing is. */
function keepCompiledCode() {
  const above = dirname(dirname(here));
  const modules = basename(above) === "node_modules" ? above : join(dirname(here), "node_modules");
  module.enableCompileCache?.(process.env["NODE_COMPILE_CACHE"] ?? join(modules, ".cache", "genesys-access"));
}

/** Some releases of Node warn on the first use of TypeScript; a warning is no part of a report. */
function withoutWarningOfTypeScript() {
  const emit = process.emitWarning;
  /** @param {any[]} args */
  process.emitWarning = (...args) => {
    const [warning, options] = args;
    const type = typeof options === "object" ? options?.type : options;
    if (type === "ExperimentalWarning" && /type stripping/i.test(String(warning))) return;
    Reflect.apply(emit, process, args);
  };
}

/** @param {unknown} error */
function fail(error) {
  console.error("genesys-access failed; this is a fault of the program itself or of its installation:", error);
  process.exit(INTERNAL_ERROR);
}
