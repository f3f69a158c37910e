/** Every `script:` of the GitLab pipeline, as it lies in a user's repository, executed there. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type GitLabStandIn, gitLabStandIn, TOKEN } from "../../toolkit/posting/gitLabStandIn.ts";
import { type Contoso, contoso, DEV, WIDER } from "./run/contosoOrg.ts";
import { ALL_JOBS, GitLabRunner, JOBS, wholeJob } from "./run/gitlabRunner.ts";

const QUIET = DEV.replace("Interaction reporting for EMEA", "Interaction reports for EMEA");
const READER = WIDER.replaceAll("routing:queue:edit", "routing:skill:view");

describe("the GitLab pipeline in a user's repository", { timeout: 600_000 }, () => {
  let world: Contoso;
  let gitlab: GitLabStandIn;
  let runner: GitLabRunner;
  let quiet: string;

  beforeAll(async () => {
    world = await contoso(true);
    gitlab = await gitLabStandIn();
    runner = new GitLabRunner(world.repository);
    quiet = await world.repository.commit("quiet", "main", { "stacks/dev.yaml": QUIET });
  }, 300_000);
  afterAll(async () => {
    await gitlab?.close();
    await world?.close();
  });

  const mergeRequest = () => ({
    CI_PIPELINE_SOURCE: "merge_request_event",
    CI_API_V4_URL: gitlab.apiUrl,
    CI_MERGE_REQUEST_IID: "7",
    CI_MERGE_REQUEST_PROJECT_ID: "12",
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "12",
    CI_PIPELINE_ID: "100",
    CI_JOB_ID: "1",
  });
  const posting = () => ({
    CI_API_V4_URL: gitlab.apiUrl,
    CI_PIPELINE_ID: "100",
    CI_JOB_ID: "1",
    GITLAB_TOKEN: TOKEN,
  });
  const credentials = () => ({
    ...world.gateway,
    GENESYSCLOUD_OAUTHCLIENT_ID: world.credentials.id,
    GENESYSCLOUD_OAUTHCLIENT_SECRET: world.credentials.secret,
  });
  const state = () => ({
    ...credentials(),
    ...world.pulumi,
    PULUMI_BACKEND_URL: world.backend,
    PULUMI_CONFIG_PASSPHRASE: world.passphrase,
    STACK: "dev",
  });
  async function run(name: string, sha: string, env: NodeJS.ProcessEnv) {
    const result = await runner.run(name, sha, env);
    expect(result.exitCode, result.log).toBe(0);
    return result;
  }
  /** A child pipeline as GitLab would read it: what it includes, and the names for its matrix. */
  function child(folder: string, file: string) {
    const { include, ...jobs } = parse(readFileSync(join(folder, "access-out", file), "utf8"));
    expect(include).toEqual([{ local: ".gitlab/access.gitlab-ci.yml" }]);
    return jobs;
  }

  it("keeps the register of every stack, on a branch of its own where a token may push", async () => {
    const { folder } = await run("access-register", world.main, {});
    expect(readFileSync(join(folder, "register", "prod.csv"), "utf8")).toContain("sha256:");
    const { git, origin } = world.repository;
    const push = { ACCESS_REGISTER_TOKEN: "token", CI_PROJECT_URL: origin.replace(/\.git$/, "") };
    for (const _ of [1, 2]) await run("access-register", world.main, push);
    await git("fetch", "--quiet", "origin", "refs/heads/access-register");
    expect((await git("log", "--format=%s", "FETCH_HEAD")).split("\n")).toHaveLength(2);
    expect((await git("ls-tree", "-r", "--name-only", "FETCH_HEAD")).split("\n")).toHaveLength(6);
  });

  it("deploys the stacks that a push changes, and all of them where somebody starts it", async () => {
    const push = { CI_PIPELINE_SOURCE: "push", CI_COMMIT_BEFORE_SHA: world.main };
    const one = await run("access-changed", quiet, push);
    expect(child(one.folder, "deploy.yml")).toEqual({
      "access-deploy-stack": { extends: ".access-deploy-stack", parallel: { matrix: [{ STACK: ["dev"] }] } },
    });
    expect(Object.keys(child((await run("access-changed", world.main, push)).folder, "deploy.yml"))).toEqual([
      "access-deploy-stack-nothing",
    ]);
    const first = await run("access-changed", world.main, { ...push, CI_COMMIT_BEFORE_SHA: "0".repeat(40) });
    const all = await run("access-changed", world.main, { CI_PIPELINE_SOURCE: "web" });
    for (const { folder } of [first, all])
      expect(child(folder, "deploy.yml")["access-deploy-stack"].parallel.matrix).toEqual([{ STACK: ["dev", "prod"] }]);
    const deployed = await run(".access-deploy-stack", world.main, {
      ...state(),
      AWS_ROLE_ARN: "arn:aws:iam::111122223333:role/access",
      ACCESS_ID_TOKEN: "identity-token",
    });
    expect(deployed.log).toContain("created");
    expect(world.org.export().clients.map(({ name }) => name)).toContain("Power BI EMEA");
  });

  it("lists the stacks for every schedule", async () => {
    const { folder } = await run("access-scheduled-stacks", world.main, {});
    for (const job of ["drift", "usage", "verify", "register"])
      expect(child(folder, `${job}.yml`)).toEqual({
        [`access-${job}-stack`]: {
          extends: `.access-${job}-stack`,
          parallel: { matrix: [{ STACK: ["dev", "prod"] }] },
        },
      });
  });

  it("finds no drift right after, without the passphrase of the state", async () => {
    const { PULUMI_CONFIG_PASSPHRASE: _, ...reading } = state();
    const { log } = await run(".access-drift-stack", world.main, { ...reading, ...posting() });
    expect(log).toContain("dev");
    expect(gitlab.issues).toEqual([]);
  });

  it("tries a client with its own credentials, and fails where none are given", async () => {
    const { clientId, clientSecret } = await world.credentialsOf("Power BI EMEA");
    const { log } = await run(".access-verify-stack", world.main, {
      ...credentials(),
      STACK: "dev",
      GENESYS_ACCESS_CLIENT_ID_POWERBI_EMEA: clientId,
      GENESYS_ACCESS_CLIENT_SECRET_POWERBI_EMEA: clientSecret,
    });
    expect(log).toMatch(/[1-9]\d* proved, 0 refuted/);
    expect(log).not.toContain(clientSecret);
    const without = await runner.run(".access-verify-stack", world.main, { ...credentials(), STACK: "dev" });
    expect([without.exitCode, without.log.includes("There are no credentials")], without.log).toEqual([2, true]);
  });

  it("tells usage, and keeps a register with what the org says", async () => {
    const usage = await run(".access-usage-stack", world.main, {
      ...credentials(),
      STACK: "dev",
      ACCESS_USAGE_QUOTA: "9000000",
    });
    expect(usage.log).toContain("Quota: `9000000` requests a month");
    const { folder } = await run(".access-register-stack", world.main, { ...credentials(), STACK: "dev" });
    expect(readFileSync(join(folder, "register", "dev.json"), "utf8")).toContain("Power BI EMEA");
  });

  it("tells each stack's story in a comment, and more where it may ask the org", async () => {
    const posts = { ...mergeRequest(), GITLAB_TOKEN: TOKEN };
    const report = await run("access-report", quiet, posts);
    expect(report.log).toContain("### Access of stack `dev`: unchanged");
    expect(gitlab.notes).toHaveLength(2);
    const stacks = await run("access-stacks", quiet, mergeRequest());
    expect(child(stacks.folder, "live.yml")["access-live-stack"].parallel.matrix).toEqual([{ STACK: ["dev"] }]);
    expect(child(stacks.folder, "preview.yml")["access-preview-stack"].extends).toBe(".access-preview-stack");
    // A child pipeline is a pipeline of its own, with a higher number, and need not know the merge request.
    const { CI_MERGE_REQUEST_IID: number, ...other } = posts;
    await run(".access-live-stack", quiet, {
      ...other,
      ...credentials(),
      CI_PIPELINE_ID: "101",
      ACCESS_MERGE_REQUEST: number,
      STACK: "dev",
    });
    expect(gitlab.notes).toHaveLength(2);
    expect(gitlab.notes[0]?.body).toContain("compared with `the live org`");
    const requests = gitlab.requests.length;
    const fork = await run("access-report", quiet, { ...mergeRequest(), CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "13" });
    expect([fork.log.includes("### Access of stack `dev`"), gitlab.requests.length]).toEqual([true, requests]);
  });

  it("gates: rules, and wider access until its digest is approved", async () => {
    await run("access-check", quiet, mergeRequest());
    await run("access-gate", quiet, mergeRequest());
    const reader = await world.repository.commit("reader", "main", { "stacks/dev.yaml": READER });
    const refused = await runner.run("access-gate", reader, mergeRequest());
    expect(refused.exitCode).toBe(1);
    const digest = /Stack "dev": widened; refused: .* \(digest (\w{64})\)/.exec(refused.log)?.[1];
    await run("access-gate", reader, { ...mergeRequest(), ACCESS_APPROVED: `${"0".repeat(64)} ${digest}` });
    const wider = await world.repository.commit("wider", "main", { "stacks/dev.yaml": WIDER });
    expect((await runner.run("access-check", wider, mergeRequest())).exitCode).toBe(1);
  });

  it("previews a merge request where that is asked for", async () => {
    const preview = await run(".access-preview-stack", quiet, state());
    expect(preview.log).toContain("dev: unchanged");
  });

  it("runs the parts of a fleet, and joins their reports also where one is lost", async () => {
    const fleet = {
      ...world.pulumi,
      PULUMI_BACKEND_URL: world.backend,
      PULUMI_CONFIG_PASSPHRASE: "",
      CI_PIPELINE_ID: "100",
    };
    const part = { ...fleet, ACCESS_FLEET: "preview", CI_NODE_INDEX: "1", CI_NODE_TOTAL: "2" };
    const shard = await runner.run("access-fleet-shard", world.main, part);
    expect([shard.exitCode, shard.log.includes("prod: failed in")], shard.log).toEqual([4, true]);
    const report = readFileSync(join(shard.folder, "access-out/shard-1.json"), "utf8");
    // GitLab lays the artefact into the next job's folder.
    const sha = await world.repository.commit("parts", "main", { "access-out/shard-1.json": report });
    const merged = await runner.run("access-fleet-merge", sha, {});
    expect([merged.exitCode, /no stack named 'prod' found/.test(merged.log)], merged.log).toEqual([4, true]);
    expect(merged.log).toMatch(/^dev .* unknown$/m);
    const { stacks } = JSON.parse(readFileSync(join(merged.folder, "access-fleet/fleet.json"), "utf8"));
    expect(stacks).toMatchObject([
      { stack: "dev", result: "unknown" },
      { stack: "prod", result: "failed" },
    ]);
  });

  it("has run every script", () => {
    expect(ALL_JOBS.filter((name) => !runner.executed.has(name))).toEqual([]);
  });

  it("gives the state and its passphrase to no job of a merge request but the preview that somebody asked for", () => {
    const environments = [...JOBS].flatMap(([name, job]) => {
      const environment = job["environment"] as { name: string } | undefined;
      return environment ? [[name, environment.name]] : [];
    });
    expect(Object.fromEntries(environments)).toEqual({
      ".access-live-stack": "$STACK-read",
      ".access-preview-stack": "$STACK-preview",
      ".access-deploy-stack": "$STACK",
      "access-fleet-shard": "access-fleet-$ACCESS_FLEET",
      ".access-drift-stack": "$STACK-drift",
      ".access-usage-stack": "$STACK-read",
      ".access-verify-stack": "$STACK-verify",
      ".access-register-stack": "$STACK-read",
    });
    expect(wholeJob(".access-live-stack").before_script).toEqual(wholeJob("access-gate").before_script);
  });
});
