import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { pipelineFiles } from "../../../toolkit/init/pipelines.ts";
import { childPipeline } from "../../../toolkit/stacks/childPipeline.ts";
import schema from "./schemas/gitlab-ci.schema.json" with { type: "json" };

const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
const files = pipelineFiles("gitlab").map((file) => ({
  ...file,
  name: file.path,
  pipeline: parse(file.text) as Record<string, Job>,
}));

interface Job {
  readonly extends?: string;
  readonly rules?: readonly { readonly if: string }[];
  readonly needs?: readonly (string | { readonly job: string })[];
}

test.each(files)("$name holds to GitLab's schema", ({ pipeline }) => {
  validate(pipeline);
  expect(validate.errors ?? []).toEqual([]);
});

test("the schema would find a mistake", () => {
  expect(validate({ job: { script: ["true"], need: [] } })).toBe(false);
});

test.each(files)("every job that $name extends or needs is there", ({ pipeline }) => {
  const referred = Object.values(pipeline).flatMap((job) => [
    ...(job.extends ? [job.extends] : []),
    ...(job.needs ?? []).map((need) => (typeof need === "string" ? need : need.job)),
  ]);
  expect(referred.length).toBeGreaterThan(0);
  expect(referred.filter((name) => !(name in pipeline))).toEqual([]);
});

test.each([[[]], [["dev"]], [["dev", "prod"]]])("the pipeline for the stacks %j holds to it as well", (stacks) => {
  const pipeline = parse(childPipeline(stacks, { include: ".gitlab/access.gitlab-ci.yml", job: ".access-live-stack" }));
  validate(pipeline);
  expect(validate.errors ?? []).toEqual([]);
});

test("what docs/pipelines.md shows of GitLab holds to it", () => {
  const blocks = [...readFileSync("docs/pipelines.md", "utf8").matchAll(/^```yaml\n([\s\S]*?)^```$/gm)];
  const jobs = blocks.flatMap(([, text = ""]) => (/^ {2}script:/m.test(text) ? [parse(text)] : []));
  expect(jobs).toHaveLength(1);
  for (const pipeline of jobs) {
    validate(pipeline);
    expect(validate.errors ?? []).toEqual([]);
  }
});

test.each(files)("what has credentials in a merge request leaves forks out ($name)", ({ pipeline }) => {
  const conditions = ["access-stacks", "access-live", "access-preview"].flatMap((name) =>
    (pipeline[name]?.rules ?? []).map((rule) => rule.if),
  );
  expect(conditions).toHaveLength(3);
  for (const condition of conditions)
    expect(condition).toContain("$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_MERGE_REQUEST_PROJECT_ID");
});

test.each(files)(
  "schedules run for the default branch, each job where its own variable is set ($name)",
  ({ pipeline }) => {
    for (const [name, variable] of [
      ["access-drift", "ACCESS_DRIFT"],
      ["access-usage", "ACCESS_USAGE"],
      ["access-verify", "ACCESS_VERIFY"],
      ["access-register-of-orgs", "ACCESS_REGISTER"],
    ]) {
      const [rule, ...more] = pipeline[name ?? ""]?.rules ?? [];
      expect(more).toEqual([]);
      expect(rule?.if).toBe(
        `$CI_PIPELINE_SOURCE == "schedule" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $${variable} == "true"`,
      );
    }
  },
);

test.each(files)("only the default branch is deployed ($name)", ({ pipeline }) => {
  for (const name of ["access-changed", "access-deploy"])
    for (const rule of pipeline[name]?.rules ?? [])
      expect(rule.if).toContain("$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH");
});
