import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that do one thing after another for minutes, the longest first. Vitest begins with large files where it has seen none yet, and these are small. */
const LONGEST = [
  "test/e2e/installed.test.ts",
  "test/gate/preview.test.ts",
  "test/gate/up.test.ts",
  "test/templates/pipelines/gitlabRuns.test.ts",
  "test/templates/pipelines/holes.test.ts",
  "test/templates/pipelines/githubRuns.test.ts",
];

/** Vitest's own order, but nothing that takes long begins when all else is done: it would run alone, with the other processors idle. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const index = LONGEST.findIndex((file) => moduleId.endsWith(`/${file}`));
  return index < 0 ? LONGEST.length : index;
}
