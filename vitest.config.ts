import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: "forks",
    // Tests through the CLI wait for processes most of the time: two files at once, also on two cores.
    maxWorkers: 2,
  },
});
