#!/usr/bin/env node
// Starts cli/main.ts under a Node that runs TypeScript itself. Plain JavaScript, because any Node from 20 on may start it.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const WRONG_USAGE = 2;
const INTERNAL_ERROR = 5;
/**
 * Runs before the program, in its process. Node itself ends with 1 where a module is missing or broken or an error is caught by nobody, and
 * with 13 where it waits for nothing: a pipeline must not take that for a refusal. A module without imports, so that it cannot be missing.
 */
const CRASHES = `
process.on("uncaughtException", (error) => {
  console.error("genesys-access failed; this is a fault of the program itself or of its installation:", error);
  process.exit(${INTERNAL_ERROR});
});
process.on("exit", (code) => {
  if (code === 13) process.exitCode = ${INTERNAL_ERROR};
});`;

/** The project's own Node (npm package `node`), else the running one if it strips types without a flag (22.18, or 23.6). */
function findNode() {
  const modules = join(HERE, "..", "node_modules", "node", "bin");
  const own = [join(modules, "node"), join(modules, "node.exe")].find((file) => existsSync(file));
  if (own) return own;
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const stripsTypes = major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
  return stripsTypes ? process.execPath : undefined;
}

/** Ends as the child ended: with its exit code, or by its signal, so that a shell or a pipeline sees the same. */
function endAs(code, signal) {
  if (signal === null) {
    process.exitCode = code ?? INTERNAL_ERROR;
    return;
  }
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  // Not reached where the signal ends this process; a shell's number for it otherwise.
  setTimeout(() => process.exit(128 + (constants.signals[signal] ?? 0)), 1000);
}

const node = findNode();
if (node === undefined) {
  console.error(
    `genesys-access needs Node 22.18 or later and found ${process.versions.node}. Run \`npm ci\` in the project folder: it installs one.`,
  );
  process.exitCode = WRONG_USAGE;
} else {
  // Type stripping warns on its first use in some releases; a warning is no part of a report. A large spec makes many small objects that
  // live as long as the run: with room for new ones (MB) they are copied less often.
  const args = [
    "--disable-warning=ExperimentalWarning",
    "--max-semi-space-size=32",
    `--import=data:text/javascript,${encodeURIComponent(CRASHES)}`,
    join(HERE, "main.ts"),
    ...process.argv.slice(2),
  ];
  // Later runs start in half the time: the stripped and compiled modules are kept. Where that folder cannot be written nothing is.
  const cache = { NODE_COMPILE_CACHE: join(HERE, "..", "node_modules", ".cache", "genesys-access") };
  const child = spawn(node, args, { stdio: "inherit", env: { ...cache, ...process.env } });
  // A terminal sends Ctrl-C to both processes, a pipeline only to this one: the child gets it either way, and decides.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", endAs);
  child.on("error", (error) => {
    console.error(`genesys-access cannot start ${node}: ${error.message}. Run \`npm ci\` in the project folder.`);
    process.exitCode = INTERNAL_ERROR;
  });
}
