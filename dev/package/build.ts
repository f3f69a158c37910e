/** `npm run build`: the package as it is published, in dist/. The folders are those of the repository, compiled. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { keepExportedDeclarations } from "./declarations.ts";
import { publishedManifest } from "./manifest.ts";

export const ROOT = join(import.meta.dirname, "..", "..");

/** Folders and files that are published as they are. */
const COPIED = [
  "catalogue",
  "schemas",
  "templates",
  "policies/PulumiPolicy.yaml",
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
  "SECURITY.md",
];
/** Plain JavaScript and styles beside the sources. */
const PLAIN = ["access", "cli", "program", "policies"];

if (import.meta.main) build(join(ROOT, "dist"));

/** @param out a folder that is emptied first */
export function build(out: string): void {
  rmSync(out, { recursive: true, force: true });
  compile(out, "--declaration", "false", "--removeComments");
  compile(out, "--emitDeclarationOnly");
  for (const path of COPIED) copy(path, out);
  for (const room of PLAIN) {
    for (const name of readdirSync(join(ROOT, room), { recursive: true, encoding: "utf8" })) {
      if (/\.(mjs|css)$/.test(name) && name !== "main.mjs") copy(join(room, name), out);
    }
  }
  const manifest = publishedManifest(readJson("package.json"));
  const entries = Object.values(manifest["exports"] as Record<string, string | { types: string }>);
  keepExportedDeclarations(
    out,
    entries.flatMap((entry) => (typeof entry === "string" ? [] : [entry.types])),
  );
  writeJson(join(out, "package.json"), manifest);
  // The pack is a folder that the engine opens: it is told its own entry.
  writeJson(join(out, "policies", "package.json"), { ...readJson("policies/package.json"), main: "index.js" });
}

/**
 * Code is published without comments and source maps, for its size and its start (the SDK reads every map of a stack trace): the sources are not published,
 * and a build of the same version gives the lines of a trace again. The declarations, which editors show, keep their comments.
 */
function compile(out: string, ...options: readonly string[]): void {
  const compiler = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  const args = [compiler, "-p", join(ROOT, "tsconfig.build.json"), "--outDir", out, ...options];
  execFileSync(process.execPath, args, { stdio: "inherit" });
}

function copy(path: string, out: string): void {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  cpSync(join(ROOT, path), join(out, path), { recursive: true });
}

function readJson(path: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(join(ROOT, path), "utf8"));
}

function writeJson(path: string, value: object): void {
  writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`);
}
