import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { pipelineFiles } from "./files.ts";

const STEP = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
  env: z.record(z.string(), z.string()).default({}),
});
const PERMISSIONS = z.record(z.string(), z.enum(["read", "write", "none"])).optional();
const WORKFLOW = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: PERMISSIONS,
  jobs: z.record(
    z.string(),
    z.object({
      if: z.string().optional(),
      permissions: PERMISSIONS,
      environment: z.string().optional(),
      env: z.record(z.string(), z.string()).default({}),
      "timeout-minutes": z.number().optional(),
      uses: z.string().optional(),
      steps: z.array(STEP).default([]),
    }),
  ),
});

const workflows = pipelineFiles("github").map(({ name, text }) => ({ name, text, ...WORKFLOW.parse(parse(text)) }));
const jobs = workflows.flatMap((workflow) =>
  Object.entries(workflow.jobs).map(([key, job]) => ({ workflow, key, ...job })),
);
const named = (name: string) => {
  const workflow = workflows.find((each) => each.name === name);
  if (!workflow) throw new Error(`No ${name}`);
  return workflow;
};

describe.each(workflows)("$name", ({ text, permissions, ...workflow }) => {
  test("pins every action by its full commit, and says which version that is", () => {
    const uses = text.split("\n").filter((line) => /\buses: (?!\.\/)/.test(line));
    for (const line of uses) expect(line).toMatch(/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test("grants its token nothing by default but reading the contents", () => {
    expect(
      Object.entries(permissions ?? { everything: "write" }).filter(
        ([key, value]) => key !== "contents" || value !== "read",
      ),
    ).toEqual([]);
  });

  test("puts no expression into a script, where text of a pull request would become a command", () => {
    const scripts = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    expect(scripts.filter((script) => script.includes("{{"))).toEqual([]);
  });

  test("leaves no token in the checked out folder", () => {
    const checkouts = Object.values(workflow.jobs).flatMap(({ steps }) =>
      steps.filter(({ uses }) => uses?.startsWith("actions/checkout@")),
    );
    for (const checkout of checkouts) expect(checkout.with).toMatchObject({ "persist-credentials": false });
  });

  test("ends jobs that hang", () => {
    for (const job of Object.values(workflow.jobs))
      expect(job.uses !== undefined || job["timeout-minutes"] !== undefined).toBe(true);
  });
});

describe("the split", () => {
  test("what runs on a pull request and may write or has secrets leaves forks out", () => {
    const powerful = jobs.filter(({ workflow, permissions, env, steps }) => {
      const writes = Object.values(permissions ?? {}).includes("write");
      const secrets = JSON.stringify([env, steps]).includes("secrets.");
      return "pull_request" in workflow.on && (writes || secrets);
    });
    expect(powerful.map(({ key }) => key)).toEqual(["code-scanning", "preview"]);
    for (const job of powerful)
      expect(job.if).toContain("github.event.pull_request.head.repo.full_name == github.repository");
  });

  test("no workflow runs on pull_request_target", () => {
    expect(workflows.filter(({ on }) => "pull_request_target" in on)).toEqual([]);
  });

  test("the half that posts checks out nothing of the pull request, and takes its artifacts from the run that started it", () => {
    const { text, jobs: posting } = named("access-comment.yml");
    const [job] = Object.values(posting);
    expect(job?.permissions).toEqual({ actions: "read", contents: "read", "pull-requests": "write" });
    const checkouts = job?.steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts?.map((step) => step.with)).toEqual([{ "persist-credentials": false }]);
    expect(text).not.toMatch(/head_sha|head\.sha|git (fetch|checkout)|secrets\./);
    const downloads = job?.steps.filter(({ uses }) => uses?.startsWith("actions/download-artifact@"));
    expect(downloads?.map((step) => [step.with["name"] ?? step.with["pattern"], step.with["run-id"]])).toEqual([
      ["access-report", expect.stringContaining("github.event.workflow_run.id")],
      ["access-preview-*", expect.stringContaining("github.event.workflow_run.id")],
    ]);
  });

  test("the half that posts starts after the other one, by its name", () => {
    expect(named("access-comment.yml").on).toMatchObject({
      workflow_run: { workflows: ["Access report"], types: ["completed"] },
    });
    expect(named("access-report.yml").text).toMatch(/^name: Access report$/m);
  });

  test("credentials come only with an environment", () => {
    const withSecrets = jobs.filter(({ env, steps }) => JSON.stringify([env, steps]).includes("secrets."));
    expect(withSecrets.map(({ workflow, key }) => `${workflow.name} ${key}`)).toEqual([
      "access-deploy-stack.yml deploy",
      "access-drift.yml drift",
      "access-report.yml preview",
    ]);
    for (const { environment } of withSecrets) expect(environment).toBeDefined();
  });
});
