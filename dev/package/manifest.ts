/** The package.json that is published: what differs from the one of this repository is written here, at pack time. */

import { BUNDLED } from "./bundle.ts";

type Json = Readonly<Record<string, unknown>>;

/** Fields that a user of the package needs; everything else (scripts, overrides, development dependencies) stays at home. */
const KEPT = [
  "name",
  "version",
  "description",
  "keywords",
  "type",
  "license",
  "bin",
  "peerDependencies",
  "testedWith",
  "dependencies",
];

/** Dependencies that the bundle brings along, and no declaration names. */
const BROUGHT = BUNDLED.filter((name) => name !== "zod");

/** Tested: the newest 22 and 24, and 26 where it is installed (test/e2e/installed.test.ts). */
const ENGINES = { node: "^22.18.0 || ^24.0.0 || >=26.0.0" };

/**
 * @param source the repository's package.json
 * @throws Error for a dependency that only this repository can resolve
 */
export function publishedManifest(source: Json): Json {
  const kept = Object.fromEntries(KEPT.flatMap((key) => (key in source ? [[key, source[key]]] : [])));
  const own = Object.entries((source["dependencies"] ?? {}) as Record<string, string>);
  for (const [name, version] of own) {
    if (/^(file|link|workspace|git)/.test(version)) throw new Error(`${name}: ${version} cannot be published.`);
  }
  const dependencies = Object.fromEntries(own.filter(([name]) => !BROUGHT.includes(name)));
  return {
    ...kept,
    dependencies,
    engines: ENGINES,
    exports: publishedExports((source["exports"] ?? {}) as Record<string, string>),
  };
}

/** `./x.ts` is published as `./x.js` with its declarations; other files are published as they are. What is not listed is closed. */
function publishedExports(sources: Readonly<Record<string, string>>): Json {
  return Object.fromEntries(
    Object.entries(sources).map(([entry, file]) => {
      if (!file.endsWith(".ts")) return [entry, file];
      const path = file.slice(0, -".ts".length);
      return [entry, { types: `${path}.d.ts`, default: `${path}.js` }];
    }),
  );
}
