import { defineConfig } from "vitest/config";
import { COMPILE_CACHE } from "./dev/engine/environment.ts";
import { LongestFirst } from "./test/support/longestFirst.ts";

/** Tests of pure code and of providers keep nothing in their modules: files share them, which loads them once. */
const SHARED = [
  "access",
  "explain-agreement",
  "policies",
  "program",
  "providers",
  "simulator",
  "stories",
  "token",
  "toolkit/adopt",
  "toolkit/audit",
  "toolkit/fleet",
  "toolkit/posting",
  "toolkit/probe",
  "toolkit/pulumi",
  "toolkit/snapshot",
  "toolkit/terraform",
  "toolkit/usage",
].map((folder) => `test/${folder}/**/*.test.ts`);

/** Tests with servers that have to be installed: vitest.backends.config.ts. */
const ELSEWHERE = ["test/backends/**"];

export default defineConfig({
  test: {
    // What Node compiles in one process that a test starts serves the next.
    env: { NODE_COMPILE_CACHE: COMPILE_CACHE },
    // Projects that extend this have it too.
    setupFiles: ["test/support/withoutCaller.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "forks",
    // Tests through the CLI wait for processes much of the time: six files at once, also on two cores.
    maxWorkers: 6,
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: "shared", include: SHARED, isolate: false } },
      { extends: true, test: { name: "own", include: ["test/**/*.test.ts"], exclude: [...SHARED, ...ELSEWHERE] } },
    ],
  },
});
