/** Which modules stand together in a file of `chunks/`. */
import { join } from "node:path";
import type { ChunkingContext } from "rolldown";

/** Processes that a user waits for. What the same of them read stands in the same file. */
const READERS: Readonly<Record<string, string>> = {
  start: "program/index.ts",
  program: "program/run.ts",
  providers: "providers/handlers.ts",
  policies: "policies/index.ts",
  simulator: "simulator/index.ts",
  cli: "cli/main.ts",
};

/** Packages that take long to load: what leads to them never stands beside what does not. */
const HEAVY: Readonly<Record<string, RegExp>> = {
  pulumi: /^@pulumi\//,
  http: /^(axios|p-queue)(\/|$)/,
  data: /^(zod|yaml)(\/|$)/,
};

/**
 * The chunk of a module, by the readers that reach it and by what is reached from it: both only grow along an import, one way each, so that no two chunks
 * can import each other. A module that only commands reach is null: the bundler puts it with those that the same commands need.
 */
export function chunkNames(root: string): (id: string, context: ChunkingContext) => string | null {
  const readers = new Map(Object.entries(READERS).map(([name, file]) => [name, join(root, file)]));
  let names: ReadonlyMap<string, string> | undefined;
  return (id, context) => {
    names ??= namesOf(readers, (module) => context.getModuleInfo(module)?.importedIds ?? []);
    return names.get(id) ?? null;
  };
}

function namesOf(
  readers: ReadonlyMap<string, string>,
  importsOf: (id: string) => readonly string[],
): Map<string, string> {
  const reached = [...readers].map(([name, file]) => ({ name, modules: closure(file, importsOf) }));
  const entries = new Set(readers.values());
  const names = new Map<string, string>();
  for (const id of new Set(reached.flatMap(({ modules }) => [...modules]))) {
    if (entries.has(id)) continue;
    const by = reached.filter(({ modules }) => modules.has(id)).map(({ name }) => name);
    const leadsTo = [...closure(id, importsOf)].map(specifierOf);
    const heavy = Object.keys(HEAVY).filter((key) => leadsTo.some((name) => HEAVY[key]?.test(name)));
    names.set(id, [...by, ...heavy].join("-"));
  }
  return names;
}

/** A module and all that it imports, directly or not. */
function closure(start: string, importsOf: (id: string) => readonly string[]): Set<string> {
  const seen = new Set([start]);
  for (const id of seen) for (const imported of importsOf(id)) seen.add(imported);
  return seen;
}

/** As an import names it: also of a module that lies in node_modules. */
function specifierOf(id: string): string {
  return id.split(/node_modules[\\/]/).at(-1) ?? id;
}
