/** Every `run:` line of the workflows, as they lie in a user's repository, executed there. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { SEED } from "../../../simulator/index.ts";
import { writes } from "../../support/stackOnSimulator.ts";
import { type GitHubStandIn, gitHubStandIn, TOKEN } from "../../toolkit/posting/gitHubStandIn.ts";
import { type Contoso, contoso, DEV, eventFile, WIDER } from "./run/contosoOrg.ts";
import { ALL_RUNS, GitHubRunner, type JobRequest } from "./run/githubRunner.ts";

const OIDC = "vars.ACCESS_OIDC_AUDIENCE != ''";

describe("the workflows in a user's repository", { timeout: 600_000 }, () => {
  let world: Contoso;
  let github: GitHubStandIn;
  let cloud: Server;
  let runner: GitHubRunner;
  const succeeded: string[] = [];
  const asked: string[] = [];

  beforeAll(async () => {
    world = await contoso(true);
    github = await gitHubStandIn({ succeeded });
    runner = new GitHubRunner(world.repository);
    cloud = createServer((request, response) => {
      asked.push(`${request.url} ${request.headers.authorization}`);
      response.end(JSON.stringify({ value: "identity-token" }));
    });
    await new Promise<void>((resolve) => cloud.listen(0, "127.0.0.1", resolve));
  }, 300_000);
  afterAll(async () => {
    cloud?.close();
    await github?.close();
    await world?.close();
  });

  const PULL_REQUEST = "access-pull-request.yml";
  const ofRepository = {
    "github.event.repository.default_branch": "main",
    "github.event.pull_request.head.repo.full_name || github.repository": "acme/access",
    "github.event.pull_request.number": "7",
    "github.token": TOKEN,
  };
  const credentials = () => ({
    "secrets.GENESYSCLOUD_OAUTHCLIENT_ID": world.credentials.id,
    "secrets.GENESYSCLOUD_OAUTHCLIENT_SECRET": world.credentials.secret,
  });
  const state = () => ({
    "vars.PULUMI_BACKEND_URL": world.backend,
    "secrets.PULUMI_ACCESS_TOKEN": "",
    "secrets.PULUMI_CONFIG_PASSPHRASE": world.passphrase,
    "vars.AWS_ROLE_ARN": "arn:aws:iam::111122223333:role/access",
    "vars.AWS_REGION": "eu-central-1",
    "vars.AZURE_CLIENT_ID": "",
    "vars.AZURE_TENANT_ID": "",
    "vars.GOOGLE_APPLICATION_CREDENTIALS": "",
    "vars.ACCESS_OIDC_AUDIENCE": "sts.amazonaws.com & more",
  });
  const identity = () => ({
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token",
    ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${(cloud.address() as AddressInfo).port}/token?api-version=2`,
  });
  const platform = (head: string) => ({
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: "acme/access",
    GITHUB_EVENT_PATH: eventFile(world.repository.dir, head),
    GITHUB_RUN_ID: "100",
    GITHUB_RUN_ATTEMPT: "1",
  });
  function ofPullRequest(job: string, head: string, more: Partial<JobRequest> = {}) {
    const sha = {
      "github.event.pull_request.head.sha": head,
      "github.event.pull_request.head.sha || github.event.merge_group.head_sha": head,
    };
    return runner.run({
      file: PULL_REQUEST,
      job,
      sha: world.main,
      ...more,
      expressions: { ...ofRepository, ...sha, ...more.expressions },
      env: { ...platform(head), ...more.env },
    });
  }
  const gate = (results: Record<string, string>) =>
    ofPullRequest("gate", world.main, {
      expressions: {
        "needs.judge.result": results["judge"] ?? "",
        "needs.judge.outputs.widened": results["widened"] ?? "",
        "needs.judge.outputs.base": results["base"] ?? world.main,
        "needs.approve-widening.result": results["approval"] ?? "",
      },
    });

  it("lists the stacks to deploy: all at first, then those that have changed since the last success", async () => {
    const changed = (sha: string) =>
      runner.run({
        file: "access-deploy.yml",
        job: "changed",
        sha,
        expressions: ofRepository,
        env: {
          ...platform(sha),
          GITHUB_WORKFLOW_REF: "acme/access/.github/workflows/access-deploy.yml@refs/heads/main",
          GITHUB_REF_NAME: "main",
        },
      });
    const first = await changed(world.main);
    expect([first.result, first.outputs["stacks.stacks"]], first.log).toEqual(["success", '["dev","prod"]']);
    succeeded.push(world.main);
    expect((await changed(world.main)).outputs["stacks.stacks"]).toBe("[]");
    const one = await world.repository.commit("one", "main", { "stacks/dev.yaml": WIDER });
    expect((await changed(one)).outputs["stacks.stacks"]).toBe('["dev"]');
    const lock = await world.repository.commit("lock", "main", { "package-lock.json": "{}\n" });
    const all = await changed(lock);
    expect(all.outputs["stacks.stacks"]).toBe('["dev","prod"]');
    expect(all.log).toContain("Every stack: package-lock.json has changed");
    succeeded.splice(0, 1, "f".repeat(40));
    expect((await changed(world.main)).outputs["stacks.stacks"]).toBe('["dev","prod"]');
  });

  it("deploys a stack with the policy pack, and with an identity of the cloud where one is asked for", async () => {
    const deploy = await runner.run({
      file: "access-deploy.yml",
      job: "deploy",
      sha: world.main,
      expressions: { ...credentials(), ...state(), "matrix.stack": "dev" },
      holds: [OIDC],
      env: {
        ...world.gateway,
        ...world.pulumi,
        ...identity(),
      },
    });
    expect(deploy.result, deploy.log).toBe("success");
    expect(asked).toEqual(["/token?api-version=2&audience=sts.amazonaws.com%20%26%20more bearer request-token"]);
    expect(world.org.export().clients.map(({ name }) => name)).toContain("Power BI EMEA");
  });

  it("keeps the register of what was deployed on a branch of its own, beside those of other stacks", async () => {
    const job = (name: string, stacks: string) =>
      runner.run({
        file: "access-deploy.yml",
        job: name,
        sha: world.main,
        expressions: { ...ofRepository, "needs.changed.outputs.stacks": stacks },
      });
    for (const stacks of ['["dev"]', '["prod"]']) {
      const made = await job("register", stacks);
      expect(made.result, made.log).toBe("success");
      const kept = await job("keep-register", stacks);
      expect(kept.result, kept.log).toBe("success");
    }
    const git = (...args: string[]) => world.repository.git(...args);
    await git("fetch", "--quiet", "origin", "refs/heads/access-register");
    const files = (await git("ls-tree", "-r", "--name-only", "FETCH_HEAD")).split("\n");
    expect(files).toEqual(
      ["dev", "prod"].flatMap((stack) => ["csv", "json", "md"].map((end) => `register/${stack}.${end}`)),
    );
    expect(await git("log", "--format=%s", "FETCH_HEAD")).toBe(
      `Access as deployed from ${world.main}\nAccess as deployed from ${world.main}`,
    );
    expect(JSON.parse(await git("show", "FETCH_HEAD:register/dev.json"))).toMatchObject({
      orgs: [{ stack: "dev", source: { commit: world.main } }],
    });
  });

  const nightly = (id: number, more: Partial<JobRequest> = {}) => {
    const { "secrets.PULUMI_CONFIG_PASSPHRASE": _, ...backend } = state();
    const run = { "github.run_id": `${id}`, "github.run_attempt": "1", "github.token": TOKEN };
    return runner.run({
      file: "access-drift.yml",
      job: "drift",
      sha: world.main,
      expressions: { ...credentials(), ...backend, ...run, "matrix.stack": "dev" },
      env: { ...platform(world.main), GITHUB_RUN_ID: `${id}`, ...world.gateway, ...world.pulumi },
      ...more,
    });
  };

  it("has nothing to tell right after, without the passphrase, and opens one issue when a client appears that nobody manages", async () => {
    const quiet = await nightly(200);
    expect(quiet.result, quiet.log).toBe("success");
    expect(quiet.log).toContain("Nothing to tell of dev.");
    expect(github.issues).toEqual([]);
    const reader = world.org.export().roles.find(({ name }) => name === "Integration - BI Analytics Reader");
    await world.console("POST", "/api/v2/oauth/clients", {
      name: "Made by hand",
      authorizedGrantType: "CLIENT-CREDENTIALS",
      roleDivisions: [{ roleId: reader?.id, divisionId: SEED.divisions.EMEA_Operations }],
    });
    const told = await nightly(201);
    expect(told.result, told.log).toBe("failure");
    expect(told.summary).toContain("Made by hand");
    expect(github.issues).toEqual([expect.objectContaining({ state: "open", labels: [{ name: "genesys-access" }] })]);
    expect(github.issues[0]?.body).toContain("Made by hand");
    expect(told.log).not.toContain(world.credentials.secret);
  });

  it("reaches no state where the platform gives no identity, and lists the stacks", async () => {
    const identity = await nightly(202, {
      holds: [OIDC],
      // The platform refuses: the job fails before it reaches the state.
      env: { ACTIONS_ID_TOKEN_REQUEST_URL: "http://127.0.0.1:1/?a=b", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "t" },
    });
    expect([identity.result, identity.log.includes("genesys-access watch")]).toEqual(["failure", false]);
    const list = await runner.run({
      file: "access-drift.yml",
      job: "stacks",
      sha: world.main,
      expressions: ofRepository,
    });
    expect([list.result, list.outputs["stacks.stacks"]]).toEqual(["success", '["dev","prod"]']);
  });

  it("tries a client with its own credentials, and fails where none are given", async () => {
    const list = await runner.run({
      file: "access-verify.yml",
      job: "stacks",
      sha: world.main,
      expressions: ofRepository,
    });
    expect(list.outputs["stacks.stacks"], list.log).toBe('["dev","prod"]');
    const powerbi = await world.credentialsOf("Power BI EMEA");
    const verify = (given: string) =>
      runner.run({
        file: "access-verify.yml",
        job: "verify",
        sha: world.main,
        expressions: { ...credentials(), "matrix.stack": "dev", "secrets.ACCESS_VERIFY_CREDENTIALS": given },
        env: world.gateway,
      });
    const tried = await verify(JSON.stringify({ "powerbi-emea": powerbi }));
    expect(tried.result, tried.log).toBe("success");
    expect(tried.summary).toMatch(/^[1-9]\d* proved, 0 refuted, \d+ not provable\.$/m);
    expect(tried.log).toContain("Nothing is proved of some clients of dev::");
    const evidence = readFileSync(join(tried.workspace, "evidence", "dev.json"), "utf8");
    expect(`${tried.log}${evidence}`).not.toContain(powerbi.clientSecret);
    const without = await verify("");
    expect([without.result, without.log.includes("There are no credentials")], without.log).toEqual(["failure", true]);
  });

  it("tells how much the clients call, with the client that reads alone", async () => {
    const usage = await runner.run({
      file: "access-drift.yml",
      job: "usage",
      sha: world.main,
      expressions: { ...credentials(), "matrix.stack": "dev", "vars.ACCESS_USAGE_QUOTA": "9000000" },
      env: world.gateway,
    });
    expect(usage.result, usage.log).toBe("success");
    expect(usage.summary).toContain("Quota: `9000000` requests a month");
  });

  it("keeps what the orgs say besides once a month, and of a stack that cannot be read the last one stays", async () => {
    const job = (name: string, stack: string, env = world.gateway) =>
      runner.run({
        file: "access-register.yml",
        job: name,
        sha: world.main,
        expressions: { ...ofRepository, ...credentials(), "matrix.stack": stack },
        env,
      });
    const list = await job("stacks", "");
    expect(list.outputs["stacks.stacks"], list.log).toBe('["dev","prod"]');
    const made = await job("register", "dev");
    expect(made.result, made.log).toBe("success");
    expect((await job("register", "prod")).result).toBe("failure");
    const kept = await job("keep-register", "");
    expect(kept.result, kept.log).toBe("success");
    const git = (...args: string[]) => world.repository.git(...args);
    await git("fetch", "--quiet", "origin", "refs/heads/access-register");
    const register = async (stack: string) => JSON.parse(await git("show", `FETCH_HEAD:register/${stack}.json`));
    expect(JSON.stringify(await register("dev"))).toContain("Power BI EMEA");
    expect((await register("prod")).orgs).toMatchObject([{ stack: "prod", source: { commit: world.main } }]);
    expect(await git("log", "-1", "--format=%s", "FETCH_HEAD")).toContain("Access as the orgs have it");
  });

  it("lets a pull request pass that changes no access, and tells each stack's story in a comment", async () => {
    const quiet = DEV.replace("Interaction reporting for EMEA", "Interaction reports for EMEA");
    const head = await world.repository.commit("quiet", "main", { "stacks/dev.yaml": quiet });
    const judge = await ofPullRequest("judge", head);
    expect(judge.result, judge.log).toBe("success");
    expect(judge.outputs).toEqual({
      "verdict.base": world.main,
      "verdict.widened": "false",
      "stacks.stacks": '["dev"]',
    });
    expect(judge.summary).toContain("### Access of stack `dev`: unchanged");
    const before = writes(world.org).length;
    const live = await ofPullRequest("live", head, {
      expressions: { ...credentials(), "matrix.stack": "dev" },
      env: world.gateway,
    });
    expect(live.result, live.log).toBe("success");
    expect(live.summary).toContain("compared with `the live org`");
    expect(writes(world.org)).toHaveLength(before);
    const comment = await ofPullRequest("comment", head);
    expect(comment.result, comment.log).toBe("success");
    expect(github.comments).toHaveLength(2);
    expect(github.comments[0]?.body).toContain("compared with `the live org`");
    expect(github.comments[1]?.body).toContain("### Access of stack `prod`: unchanged");
    expect((await ofPullRequest("code-scanning", head)).result).toBe("success");
    expect((await gate({ judge: "success", widened: "false", approval: "skipped" })).result).toBe("success");
  });

  it("waits for an approval where access is widened, and only there", async () => {
    const head = await world.repository.commit("wider", "main", { "stacks/dev.yaml": WIDER });
    const judge = await ofPullRequest("judge", head);
    expect([judge.result, judge.outputs["verdict.widened"]], judge.log).toEqual(["failure", "true"]);
    const allowed = WIDER.replaceAll("routing:queue:edit", "routing:skill:view");
    const reader = await world.repository.commit("reader", "main", { "stacks/dev.yaml": allowed });
    const other = await ofPullRequest("judge", reader);
    expect([other.result, other.outputs["verdict.widened"]], other.log).toEqual(["success", "true"]);
    expect((await ofPullRequest("approve-widening", reader)).result).toBe("success");
  });

  it.each([
    [{ judge: "success", widened: "true", approval: "success" }, "success", ""],
    [{ judge: "success", widened: "true", approval: "skipped" }, "failure", "nobody has approved"],
    [{ judge: "success", widened: "true", approval: "failure" }, "failure", "nobody has approved"],
    [{ judge: "failure", widened: "true", approval: "success" }, "failure", "judging it did not finish"],
    [{ judge: "failure", widened: "false", approval: "skipped" }, "failure", "judging it did not finish"],
    [{ judge: "cancelled", widened: "", approval: "skipped" }, "failure", "judging it did not finish"],
    [{ judge: "success", widened: "", approval: "success" }, "failure", "there is no verdict"],
    [{ judge: "success", widened: "true", approval: "success", base: "f".repeat(40) }, "failure", "re-run all jobs"],
    [{ judge: "success", widened: "false", approval: "skipped", base: "" }, "failure", "against no commit"],
  ])("the gate decides %j: %s", async (results, decision, text) => {
    const { result, log } = await gate(results);
    expect([result, log.includes(text)], log).toEqual([decision, true]);
  });

  it("previews a pull request where that is asked for", async () => {
    const head = await world.repository.commit("preview", "main", {
      "stacks/dev.yaml": DEV.replace("Interaction reporting", "Interaction reports"),
    });
    const file = "access-preview.yml";
    const env = { ...world.gateway, ...world.pulumi, GITHUB_BASE_REF: "main" };
    const stacks = await runner.run({ file, job: "stacks", sha: head, expressions: {}, env });
    expect([stacks.result, stacks.outputs["stacks.stacks"]], stacks.log).toEqual(["success", '["dev"]']);
    const expressions = { ...credentials(), ...state(), "matrix.stack": "dev" };
    const preview = await runner.run({ file, job: "preview", sha: head, expressions, env });
    expect(preview.result, preview.log).toBe("success");
    expect(readFileSync(join(preview.workspace, "preview", "dev.md"), "utf8")).toContain("Access of stack `dev`");
    const previewed = (stacksResult: string, found: string, result: string) =>
      runner.run({
        file,
        job: "previewed",
        sha: head,
        expressions: {
          "needs.stacks.result": stacksResult,
          "needs.stacks.outputs.stacks": found,
          "needs.preview.result": result,
        },
      });
    for (const [one, found, result, decision] of [
      ["success", '["dev"]', "success", "success"],
      ["success", "[]", "skipped", "success"],
      ["skipped", "", "skipped", "success"],
      ["success", '["dev"]', "failure", "failure"],
      ["success", '["dev"]', "skipped", "failure"],
      ["failure", "", "skipped", "failure"],
    ] as const)
      expect((await previewed(one, found, result)).result, `${one} ${found} ${result}`).toBe(decision);
  });

  it("runs a fleet on two machines, and joins their reports also where one fails or is lost", async () => {
    const settings = parse(await world.repository.git("show", `${world.main}:stacks/Pulumi.dev.yaml`));
    const { name } = parse(await world.repository.git("show", `${world.main}:Pulumi.yaml`));
    const { id: oauthClientId, secret: oauthClientSecret } = world.credentials;
    const own = { gateway: world.org.url, oauthClientId, oauthClientSecret };
    const config = Object.fromEntries(Object.entries(own).map(([key, value]) => [`${name}:${key}`, value]));
    const text = stringify({ ...settings, config: { ...settings.config, ...config } });
    const sha = await world.repository.commit("fleet", "main", { "stacks/Pulumi.dev.yaml": text });
    // A refresh has the settings of the last update: the org's own credentials are deployed once before fleets use them.
    const deployed = await runner.run({
      file: "access-deploy.yml",
      job: "deploy",
      sha,
      expressions: { ...credentials(), ...state(), "matrix.stack": "dev" },
      env: { ...world.gateway, ...world.pulumi },
    });
    expect(deployed.result, deployed.log).toBe("success");
    // The platform's command knows no earlier run at first, and the report of one later.
    const last = join(world.repository.dir, "last.json");
    const script = `[ -f "${last}" ] || exit 1\nif [ "$1 $2" = "run list" ]; then echo 99; else cp "${last}" last/fleet.json; fi\n`;
    writeFileSync(join(world.repository.dir, "bin", "gh"), `#!/usr/bin/env bash\n${script}`, { mode: 0o755 });
    const fleet = (job: string, expressions: Record<string, string>) =>
      runner.run({
        file: "access-fleet.yml",
        job,
        sha,
        expressions: { ...ofRepository, ...state(), "inputs.action": "preview", ...expressions },
        holds: job === "shard" && expressions["matrix.shard"] === "2" ? [OIDC] : [],
        env: { ...world.pulumi, ...identity(), GITHUB_RUN_ID: "100" },
      });
    const plan = (shards: string) =>
      fleet("plan", { "vars.ACCESS_FLEET_SHARDS || '1'": shards, "github.repository": "acme/access" });
    const shard = (index: string) => fleet("shard", { "matrix.shard": index, "needs.plan.outputs.count": "2" });

    const planned = await plan("2");
    expect(planned.outputs, planned.log).toEqual({ "shards.count": "2", "shards.shards": "[1,2]" });
    expect(planned.log).toMatch(/^There is no report of an earlier run\.$/m);
    for (const wrong of ["0", "two", "1; echo", "257"]) expect((await plan(wrong)).result).toBe("failure");
    const dev = await shard("2");
    expect(dev.result, dev.log).toBe("success");
    const lost = await fleet("merge", {});
    expect(lost.result, lost.log).toBe("failure");
    expect(lost.summary).toMatch(/^ {4}dev .* previewed$/m);
    expect(lost.summary).toMatch(/^ {4}prod .* unknown$/m);
    const prod = await shard("1");
    expect([prod.result, prod.log.includes("prod: failed in")], prod.log).toEqual(["failure", true]);
    const merged = await fleet("merge", {});
    expect([merged.result, /no stack named 'prod' found/.test(merged.summary)], merged.log).toEqual(["failure", true]);
    writeFileSync(last, readFileSync(join(merged.workspace, "fleet", "fleet.json")));
    expect((await plan("2")).log).not.toMatch(/^There is no report/m);
    expect((await shard("1")).log).toContain("prod: failed in");
  });

  it("has run every line of every workflow", () => {
    expect(ALL_RUNS.filter((run) => !runner.executed.has(run))).toEqual([]);
    expect(existsSync(world.repository.npmLog)).toBe(true);
  });
});
