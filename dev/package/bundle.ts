/**
 * The code of the package: one file for each entry, and what entries share in `chunks/`. A process of Node spends a millisecond on each file that it loads,
 * and the sources are hundreds of them.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import { type OutputChunk, type Plugin, rolldown } from "rolldown";
import { chunkNames } from "./chunks.ts";

/**
 * Packages whose code is in the bundle: small, without dependencies of their own but each other, and read by nearly every process; they were two thirds
 * of the files that `check` loads. Whatever talks to a network stays a dependency, so that `npm audit` sees it.
 */
export const BUNDLED = ["commander", "eventemitter3", "fastest-levenshtein", "p-queue", "p-timeout", "yaml", "zod"];

/** Sources that processes start with, besides those of `exports`. */
const STARTED = ["cli/main.ts", "toolkit/catalogue/snapshotWorker.ts"];

/** @param exported sources that package.json exports, relative to `root` */
export async function bundle(root: string, out: string, exported: readonly string[]): Promise<void> {
  const entries = [...exported, ...STARTED];
  const input = Object.fromEntries(
    entries.map((file) => [posix.normalize(file).slice(0, -".ts".length), join(root, file)]),
  );
  const build = await rolldown({
    cwd: root,
    input,
    platform: "node",
    external: (id) => isPackage(id) && !BUNDLED.some((name) => id === name || id.startsWith(`${name}/`)),
    preserveEntrySignatures: "allow-extension",
    plugins: [placesOfSources(root)],
  });
  const { output } = await build.write({
    dir: out,
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name].js",
    codeSplitting: {
      groups: [{ debugName: "shared", name: chunkNames(root), includeDependenciesRecursively: false }],
    },
    // Names of functions and classes are in stack traces, which people send us.
    minify: { compress: false, mangle: { keepNames: true }, codegen: { removeWhitespace: true } },
  });
  await build.close();
  const chunks = output.filter((file): file is OutputChunk => file.type === "chunk");
  refuseOthers(chunks.flatMap(({ moduleIds }) => moduleIds));
}

/** `yaml`, `@pulumi/pulumi/config.js`, `node:fs`; no path. */
function isPackage(id: string): boolean {
  return /^[^./]/.test(id) && !/^[a-z]:[\\/]/i.test(id);
}

/** A module says where it stands in the sources, and finds the files of the package from there: in a bundle it stands elsewhere. */
function placesOfSources(root: string): Plugin {
  return {
    name: "places-of-sources",
    transform: (code, id) => {
      if (id.includes("node_modules") || !/import\.meta\.(url|dirname)/.test(code)) return null;
      const file = relative(root, id).split(sep).join("/").replace(/\.ts$/, ".js");
      return code
        .replaceAll("import.meta.url", `placeOfSource("${file}")`)
        .replaceAll("import.meta.dirname", `folderOfSource("${posix.dirname(file)}")`);
    },
    renderChunk: (code, { fileName }) => {
      const up = "../".repeat(fileName.split("/").length - 1) || "./";
      return code
        .replaceAll(/placeOfSource\("([^"]+)"\)/g, `new URL("${up}$1", import.meta.url).href`)
        .replaceAll(/folderOfSource\("([^"]+)"\)/g, `(import.meta.dirname + "/${up}$1")`);
    },
  };
}

/** @throws Error for code of a package that nobody chose to bundle: its licence would be missing */
function refuseOthers(modules: readonly string[]): void {
  const others = new Set(modules.map(packageOf).filter((name) => name !== undefined && !BUNDLED.includes(name)));
  if (others.size > 0)
    throw new Error(`Code of ${[...others].join(", ")} is in the bundle: add it to BUNDLED, or import it by its name.`);
}

function packageOf(file: string): string | undefined {
  return /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/s.exec(file)?.[1]?.replace("\\", "/");
}

/** The licences of what is bundled, as they ask for; with the versions, for those who look for weaknesses. */
export function thirdPartyLicences(root: string): string {
  const intro =
    "The code of these packages is part of this package's own files. Their versions are listed for whoever checks them for known weaknesses.\n";
  return [intro, ...BUNDLED.map((name) => licenceOf(join(root, "node_modules", name)))].join(`\n${"-".repeat(80)}\n\n`);
}

function licenceOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (file === undefined) throw new Error(`${name} has no file with its licence.`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}
