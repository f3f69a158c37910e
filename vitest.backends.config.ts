/** `npm run test:backends`: the stores of states that a server has to be installed for (dev/backends/). */
import { defineConfig } from "vitest/config";
import { COMPILE_CACHE } from "./dev/engine/environment.ts";

export default defineConfig({
  test: {
    include: ["test/backends/**/*.test.ts"],
    env: { NODE_COMPILE_CACHE: COMPILE_CACHE },
    setupFiles: ["test/support/withoutCaller.ts"],
    testTimeout: 180_000,
    hookTimeout: 900_000,
    pool: "forks",
    // Each file runs Pulumi engines, and waits for its server much of the time.
    maxWorkers: 4,
  },
});
