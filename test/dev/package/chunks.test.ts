import { join } from "node:path";
import type { ChunkingContext } from "rolldown";
import { expect, it } from "vitest";
import { chunkNames } from "../../../dev/package/chunks.ts";

/** A tree of modules: what each one imports. */
const IMPORTS: Readonly<Record<string, readonly string[]>> = {
  "program/run.ts": ["program/declare.ts", "access/text.ts", "access/spec.ts"],
  "program/declare.ts": ["@pulumi/pulumi/output.js", "access/text.ts"],
  "providers/handlers.ts": ["providers/send.ts", "access/text.ts"],
  "providers/send.ts": ["axios", "access/text.ts"],
  "access/spec.ts": ["node_modules/zod/index.js", "access/text.ts"],
  "cli/main.ts": ["access/text.ts"],
  "cli/check.ts": ["access/spec.ts"],
};

it("puts modules together that the same processes read, and nothing slow beside what is quick to load", () => {
  const isPackage = (id: string) => id.startsWith("@") || id === "axios";
  const path = (id: string) => (isPackage(id) ? id : join("/root", id));
  const known = new Map(Object.entries(IMPORTS).map(([id, imports]) => [path(id), imports.map(path)]));
  const context = {
    getModuleInfo: (id: string) => ({ importedIds: known.get(id) ?? [] }),
  } as unknown as ChunkingContext;
  const nameOf = chunkNames("/root");
  const chunkOf = (id: string) => nameOf(path(id), context);

  expect(chunkOf("access/text.ts")).toBe("program-providers-cli");
  expect(chunkOf("access/spec.ts")).toBe("program-data");
  expect(chunkOf("program/declare.ts")).toBe("program-pulumi");
  expect(chunkOf("providers/send.ts")).toBe("providers-http");
  // The entries themselves, and what only a command reads, are the bundler's to place.
  expect(chunkOf("program/run.ts")).toBeNull();
  expect(chunkOf("cli/check.ts")).toBeNull();
});
