import { join } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // What Node compiles in one process that a test starts serves the next.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, "node_modules", ".cache", "compile-cache") },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: "forks",
    // Tests through the CLI wait for processes much of the time: three files at once, also on two cores.
    maxWorkers: 3,
  },
});
