import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { pipelineFiles } from "../../../toolkit/init/pipelines.ts";

const STEP = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  "working-directory": z.string().optional(),
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
      needs: z.union([z.string(), z.array(z.string())]).optional(),
      permissions: PERMISSIONS,
      environment: z.string().optional(),
      env: z.record(z.string(), z.string()).default({}),
      "timeout-minutes": z.number().optional(),
      uses: z.string().optional(),
      steps: z.array(STEP).default([]),
    }),
  ),
});

const expression = (text: string) => `\${{ ${text} }}`;
const STACK = expression("matrix.stack");

const release = { path: "release.yml", text: readFileSync(".github/workflows/release.yml", "utf8") };
const workflows = [...pipelineFiles("github"), release].map(({ path, text }) => {
  return { name: path.split("/").at(-1) ?? "", text, ...WORKFLOW.parse(parse(text)) };
});
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

describe("pull requests", () => {
  const ofPullRequests = jobs.filter(({ workflow }) => "pull_request_target" in workflow.on);

  test("are judged by one workflow, which is the default branch's", () => {
    expect(new Set(ofPullRequests.map(({ workflow }) => workflow.name))).toEqual(new Set(["access-pull-request.yml"]));
    expect(named("access-pull-request.yml").on).toEqual({
      pull_request_target: { types: ["opened", "synchronize", "reopened", "edited"], branches: ["main"] },
      merge_group: { types: ["checks_requested"], branches: ["main"] },
    });
  });

  test("are checked out as data only: nothing is installed, run or cached from there", () => {
    const checkouts = ofPullRequests.flatMap(({ steps }) =>
      steps.filter(({ uses }) => uses?.startsWith("actions/checkout@")).map((step) => step.with),
    );
    const [data, code] = [true, false].map((isData) =>
      checkouts.filter(({ ref }) => String(ref).includes("pull_request") === isData),
    );
    expect(data?.map(({ path }) => path)).toEqual(["change", "change"]);
    expect(new Set(code?.map(({ ref }) => ref))).toEqual(
      new Set([expression("github.event.repository.default_branch")]),
    );
    expect(code?.filter(({ path }) => path === "change")).toEqual([]);
    const steps = ofPullRequests.flatMap((job) => job.steps);
    expect(steps.filter((step) => step["working-directory"]?.includes("change"))).toEqual([]);
    for (const step of steps.filter(({ uses }) => uses?.startsWith("actions/setup-node@")))
      expect(step.with["cache-dependency-path"]).toBe("target/package-lock.json");
    for (const { run = "" } of steps) expect(run.replaceAll("--head ../change", "")).not.toContain("change/");
    expect(named("access-pull-request.yml").text).toMatch(/^ {4}working-directory: target$/m);
  });

  test("what may write sees nothing of them but the reports and findings", () => {
    const writing = ofPullRequests.filter(({ permissions }) => Object.values(permissions ?? {}).includes("write"));
    expect(writing.map(({ key, permissions }) => [key, permissions])).toEqual([
      ["comment", { contents: "read", "pull-requests": "write" }],
      ["code-scanning", { contents: "read", "security-events": "write" }],
    ]);
    for (const { steps } of writing) expect(JSON.stringify(steps)).not.toContain('"path":"change"');
  });

  test("of a fork reach no secret", () => {
    const powerful = jobs.filter(({ workflow, env, steps }) => {
      return Object.keys(workflow.on).some((event) => event.startsWith("pull_request")) && hasSecrets({ env, steps });
    });
    expect(powerful.map(({ key }) => key)).toEqual(["preview", "live"]);
    const [preview, live] = powerful;
    const same = "github.event.pull_request.head.repo.full_name == github.repository";
    expect(live?.if).toContain(same);
    expect(preview?.if).toContain("needs.stacks.outputs.stacks");
    expect(named("access-preview.yml").jobs["stacks"]?.if).toContain(same);
  });
});

test("credentials come only with an environment of the stack", () => {
  const withSecrets = jobs.filter(hasSecrets);
  expect(withSecrets.map(({ workflow, key, environment }) => `${workflow.name} ${key} ${environment}`)).toEqual([
    `access-deploy.yml deploy ${STACK}`,
    `access-drift.yml drift ${STACK}-drift`,
    `access-drift.yml usage ${STACK}-read`,
    `access-fleet.yml shard access-fleet-${expression("inputs.action")}`,
    `access-preview.yml preview ${STACK}-preview`,
    `access-pull-request.yml live ${STACK}-read`,
    `access-register.yml register ${STACK}-read`,
    `access-verify.yml verify ${STACK}-verify`,
  ]);
});

test("only the default branch is deployed, one job for each stack and never two at once", () => {
  const { on, jobs: deploying, text } = named("access-deploy.yml");
  expect(on).toEqual({ push: { branches: ["main"] }, workflow_dispatch: null });
  expect(deploying["changed"]?.if).toBe("github.ref_name == github.event.repository.default_branch");
  expect(text).toContain(`group: access-deploy-${STACK}\n      cancel-in-progress: false`);
});

describe("what runs by the clock", () => {
  const scheduled = jobs.filter(({ workflow }) => workflow.name.startsWith("access-") && "schedule" in workflow.on);

  test("is off until a variable turns it on, and then runs for the default branch alone", () => {
    const first = scheduled.filter(({ key }) => key === "stacks");
    expect(first.map(({ workflow, if: condition }) => [workflow.name, condition])).toEqual(
      [
        ["access-drift.yml", "(vars.ACCESS_DRIFT == 'true' || vars.ACCESS_USAGE == 'true')"],
        ["access-register.yml", "vars.ACCESS_REGISTER == 'true'"],
        ["access-verify.yml", "vars.ACCESS_VERIFY == 'true'"],
      ].map(([name, on]) => [name, `${on} && github.ref_name == github.event.repository.default_branch`]),
    );
    for (const { workflow, key, needs } of scheduled.filter(({ key }) => key !== "stacks"))
      expect([needs].flat(), `${workflow.name} ${key}`).toEqual([key === "keep-register" ? "register" : "stacks"]);
    expect(scheduled.flatMap(({ workflow }) => Object.keys(workflow.on))).not.toContain("pull_request");
  });

  test("writes nothing but the issue of a stack and the branch of the register", () => {
    const writing = scheduled.filter(({ permissions }) => Object.values(permissions ?? {}).includes("write"));
    expect(writing.map(({ workflow, key, permissions }) => [workflow.name, key, permissions])).toEqual([
      ["access-drift.yml", "drift", { contents: "read", issues: "write", "id-token": "write" }],
      ["access-register.yml", "keep-register", { contents: "write" }],
    ]);
    expect(scheduled.filter(({ steps }) => JSON.stringify(steps).includes("PASSPHRASE"))).toEqual([]);
  });

  test("has a token only where something is posted or pushed", () => {
    const withToken = scheduled.filter(({ env, steps }) => JSON.stringify([env, steps]).includes("github.token"));
    expect(withToken.map(({ key }) => key)).toEqual(["drift", "keep-register"]);
  });

  test("keeps the register in the same way as a deployment does", () => {
    const [deploy, month] = ["access-deploy.yml", "access-register.yml"].map((name) => {
      const steps = named(name).jobs["keep-register"]?.steps ?? [];
      return (steps.at(-1)?.run ?? "").split("\n").filter((line) => !/^if \[ ! -d register|git commit-tree/.test(line));
    });
    expect(month?.slice(0, 2)).toEqual(deploy?.slice(0, 2));
    expect(month?.filter((line) => !deploy?.includes(line))).toEqual([]);
  });
});

test("a release is published by a tag, with provenance, without a stored token", () => {
  const { jobs: publishing, text } = named("release.yml");
  expect(publishing["publish"]?.permissions).toEqual({ contents: "read", "id-token": "write" });
  expect(text).toContain("npm publish ./dist --provenance --access public");
  expect(text).not.toContain("secrets.");
});

function hasSecrets({ env, steps }: Pick<(typeof jobs)[number], "env" | "steps">): boolean {
  return JSON.stringify([env, steps]).includes("secrets.");
}
