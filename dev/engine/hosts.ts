/** The installation of the Node hosts (language host, launcher of dynamic providers) beside a CLI. */
import { createHash, randomUUID } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const WINDOWS = process.platform === "win32";
const LANGUAGE_HOST = WINDOWS ? "pulumi-language-nodejs.cmd" : "pulumi-language-nodejs";
const DYNAMIC_PROVIDER = WINDOWS ? "pulumi-resource-pulumi-nodejs.cmd" : "pulumi-resource-pulumi-nodejs";

const SOURCE = join(import.meta.dirname, "language-host");

/**
 * Puts the Node language host and the launcher of dynamic providers beside the CLI in `root`/bin.
 * A release brings both (as a native `pulumi-language-nodejs`) and is left as it is; ours are renewed when their
 * source has changed. Safe to call while a CLI from that folder runs.
 * Unverified on Windows: the `.cmd` launchers have only been written for it.
 */
export function installHosts(root: string): void {
  const bin = join(root, "bin");
  mkdirSync(bin, { recursive: true });
  const present = [LANGUAGE_HOST, "pulumi-language-nodejs.exe"].some((name) => existsSync(join(bin, name)));
  const ours = existsSync(join(root, "language-host"));
  if (present && !ours) {
    if (!existsSync(join(bin, DYNAMIC_PROVIDER))) copyDynamicProviderLauncher(bin);
    return;
  }

  const digest = sourceDigest();
  const current = join(root, "language-host", digest);
  if (present && existsSync(current)) {
    // The checkout that installed them may be gone: its copy of the SDK serves where a project has none.
    if (!hasSdk(installedFrom(current))) writeInstalledFrom(current);
    return;
  }
  copyLanguageHost(current);
  writeAtomically(join(bin, DYNAMIC_PROVIDER), launcher(digest, "dynamicProvider.mjs"));
  writeAtomically(join(bin, LANGUAGE_HOST), launcher(digest, "main.mjs"));
  for (const other of readdirSync(dirname(current))) {
    if (other !== digest) rmSync(join(dirname(current), other), { recursive: true, force: true });
  }
}

/** The vendor ships this script inside @pulumi/pulumi as well as in the release. */
function copyDynamicProviderLauncher(bin: string): void {
  const sdk = dirname(createRequire(import.meta.url).resolve("@pulumi/pulumi/package.json"));
  writeAtomically(join(bin, DYNAMIC_PROVIDER), readFileSync(join(sdk, DYNAMIC_PROVIDER), "utf8"));
}

function installedFrom(folder: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(join(folder, "installed-from.json"), "utf8")) as { project?: string }).project;
  } catch {
    return undefined;
  }
}

function hasSdk(project: string | undefined): boolean {
  return project !== undefined && existsSync(join(project, "node_modules", "@pulumi", "pulumi", "package.json"));
}

function writeInstalledFrom(folder: string): void {
  const project = join(import.meta.dirname, "..", "..");
  const file = join(folder, "installed-from.json");
  const half = `${file}.${randomUUID()}`;
  writeFileSync(half, JSON.stringify({ project }));
  renameSync(half, file);
}

/** Each state of the source has a folder of its own, so that nobody ever sees a mixture of two. */
function copyLanguageHost(target: string): void {
  const half = `${target}.${randomUUID()}`;
  cpSync(SOURCE, half, { recursive: true });
  writeInstalledFrom(half);
  try {
    renameSync(half, target);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(target)) throw error; // else another process has just put the same folder there
  }
}

/** Runs under whatever `node` is on PATH: with `npx` or `npm run` that is the project's own. */
function launcher(digest: string, script: string): string {
  if (WINDOWS) return `@node "%~dp0..\\language-host\\${digest}\\${script}" %*\r\n`;
  return `#!/bin/sh\nexec node "\${0%/*}/../language-host/${digest}/${script}" "$@"\n`;
}

function writeAtomically(path: string, text: string): void {
  const half = `${path}.${randomUUID()}`;
  writeFileSync(half, text);
  chmodSync(half, 0o755);
  renameSync(half, path);
}

function sourceDigest(): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(SOURCE).sort()) hash.update(name).update(readFileSync(join(SOURCE, name)));
  return hash.digest("hex").slice(0, 16);
}
