/** `npm run build`: the package as it is published, in dist/. The folders are those of the repository, compiled. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { decode, encode, type SourceMapSegment } from "@jridgewell/sourcemap-codec";
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
  compile(out, "--emitDeclarationOnly", "--sourceMap", "false");
  lightenMaps(out);
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

/** Code is published without comments, for its size; the declarations, which editors show, keep theirs. */
function compile(out: string, ...options: readonly string[]): void {
  const compiler = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  const args = [compiler, "-p", join(ROOT, "tsconfig.build.json"), "--outDir", out, ...options];
  execFileSync(process.execPath, args, { stdio: "inherit" });
}

/**
 * A map names its source as if it lay beside it: sources are not published, and the folder of this machine is nobody's business. It says lines alone:
 * that is what a stack trace is read by, and columns and names are four fifths of a map.
 */
function lightenMaps(out: string): void {
  for (const name of readdirSync(out, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".js.map")) continue;
    const file = join(out, name);
    const map = JSON.parse(readFileSync(file, "utf8"));
    const lines = decode(map.mappings).map((segments) => segments.slice(0, 1).map(withoutName));
    const sources = [basename(name).replace(/\.js\.map$/, ".ts")];
    writeFileSync(file, JSON.stringify({ ...map, sources, names: [], mappings: encode(lines) }));
  }
}

function withoutName(segment: SourceMapSegment): SourceMapSegment {
  return segment.length === 5 ? [segment[0], segment[1], segment[2], segment[3]] : segment;
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
