/** `npm run build`: the package as it is published, in dist/. Entries and data have the paths of the repository; the code is bundled. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { bundle, thirdPartyLicences } from "./bundle.ts";
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

if (import.meta.main) await build(join(ROOT, "dist"));

/** @param out a folder that is emptied first */
export async function build(out: string): Promise<void> {
  await buildCode(out);
  declare(out);
  const manifest = readJson(join(out, "package.json"));
  const entries = Object.values(manifest["exports"] as Record<string, string | { types: string }>);
  keepExportedDeclarations(
    out,
    entries.flatMap((entry) => (typeof entry === "string" ? [] : [entry.types])),
  );
  writeFileSync(join(out, "THIRD-PARTY-LICENSES.txt"), thirdPartyLicences(ROOT));
}

/**
 * What processes of the package read, in two seconds: all but the declarations, which the compiler makes.
 *
 * @param out a folder that is emptied first
 */
export async function buildCode(out: string): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  const { exports } = readJson("package.json") as { exports: Record<string, string> };
  await bundle(
    ROOT,
    out,
    Object.values(exports).filter((file) => file.endsWith(".ts")),
  );
  for (const path of COPIED) copy(path, out);
  for (const room of PLAIN) {
    for (const name of readdirSync(join(ROOT, room), { recursive: true, encoding: "utf8" })) {
      if (/\.(mjs|css)$/.test(name) && name !== "main.mjs") copy(join(room, name), out);
    }
  }
  writeJson(join(out, "package.json"), publishedManifest(readJson("package.json")));
  // The pack is a folder that the engine opens: it is told its own entry.
  writeJson(join(out, "policies", "package.json"), { ...readJson("policies/package.json"), main: "index.js" });
}

/**
 * The declarations, by the compiler, which refuses code with a wrong type. Code is published without comments and source maps, for its size and its start (the SDK reads every map of a stack trace):
 * a build of the same version gives the lines of a trace again. The declarations, which editors show, keep their comments.
 */
function declare(out: string): void {
  const compiler = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  const args = [compiler, "-p", join(ROOT, "tsconfig.build.json"), "--outDir", out, "--emitDeclarationOnly"];
  execFileSync(process.execPath, args, { stdio: "inherit" });
}

function copy(path: string, out: string): void {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  cpSync(join(ROOT, path), join(out, path), { recursive: true });
}

function readJson(path: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(resolve(ROOT, path), "utf8"));
}

function writeJson(path: string, value: object): void {
  writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`);
}
