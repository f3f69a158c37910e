/** The three holes of the first release of these pipelines: a crash taken for a verdict, secrets within a branch's reach, and a change that judged itself. */
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { pipelineFiles } from "../../../toolkit/init/pipelines.ts";
import { TOKEN } from "../../toolkit/posting/gitHubStandIn.ts";
import { type Contoso, contoso, DEV, eventFile, WIDER } from "./run/contosoOrg.ts";
import { GitHubRunner } from "./run/githubRunner.ts";
import { GitLabRunner } from "./run/gitlabRunner.ts";
import { CHECKOUT, linkTo } from "./run/userRepository.ts";

const QUIET = DEV.replace("Interaction reporting for EMEA", "Interaction reports for EMEA");
const READER = WIDER.replaceAll("routing:queue:edit", "routing:skill:view");

describe("the three holes", { timeout: 600_000 }, () => {
  let world: Contoso;
  let github: GitHubRunner;
  let gitlab: GitLabRunner;

  beforeAll(async () => {
    world = await contoso(false);
    github = new GitHubRunner(world.repository);
    gitlab = new GitLabRunner(world.repository);
  }, 300_000);
  afterAll(() => world?.close());

  const judge = (head: string, tamper?: (workspace: string) => void, only?: readonly string[]) =>
    github.run({
      file: "access-pull-request.yml",
      job: "judge",
      sha: world.main,
      expressions: {
        "github.event.repository.default_branch": "main",
        "github.event.pull_request.head.repo.full_name || github.repository": "acme/access",
        "github.event.pull_request.head.sha || github.event.merge_group.head_sha": head,
        "github.token": TOKEN,
      },
      env: { GITHUB_EVENT_PATH: eventFile(world.repository.dir, head) },
      ...(tamper && { tamper }),
      ...(only && { only }),
    });
  const mergeRequest = { CI_PIPELINE_SOURCE: "merge_request_event", CI_MERGE_REQUEST_IID: "7" };

  describe("a crash is no verdict", () => {
    /** Puts a command in place of the installed one whose `diff` ends as a crash would; everything else of it is the real one. */
    const crashing = (how: string) => (workspace: string) => {
      const npm = join(workspace, "..", "bin", "npm");
      const script = `#!/usr/bin/env bash\nif [ "$1" != diff ]; then exec "${CHECKOUT}/cli/genesys-access.mjs" "$@"; fi\n${how}\n`;
      writeFileSync(join(workspace, "..", "crash"), script);
      chmodSync(join(workspace, "..", "crash"), 0o755);
      writeFileSync(npm, `${original}\nln -sf "$(dirname "$0")/../crash" node_modules/.bin/genesys-access\n`);
    };
    let original: string;
    beforeAll(() => {
      original = readFileSync(join(world.repository.dir, "bin", "npm"), "utf8");
    });
    const restore = () => writeFileSync(join(world.repository.dir, "bin", "npm"), original);

    it.each([
      ["a missing module: Node's own 1", "exit 1", "exit code 1, and there is no file"],
      ["nothing at all", "exit 0", "exit code 0, and there is no file"],
      ["out of memory", "kill -ABRT $$", "exit code 134, and there is no file"],
      ["killed", "kill -KILL $$", "exit code 137, and there is no file"],
      ["an empty file", ": >../verdict.json; exit 1", "exit code 1, and ../verdict.json is empty"],
      ["half a file", "echo '{\"formatVersion\": 1,' >../verdict.json; exit 1", "is no verdict of this release"],
      [
        "killed after it wrote",
        `"${CHECKOUT}/cli/genesys-access.mjs" "$@"; kill -KILL $$`,
        "its file says exit code 0",
      ],
      ["refused, said the shell", `"${CHECKOUT}/cli/genesys-access.mjs" "$@"; exit 1`, "its file says exit code 0"],
      [
        "another gate",
        `"${CHECKOUT}/cli/genesys-access.mjs" diff --base . --head ../change --verdict ../verdict.json`,
        "nothing was asked of the gate",
      ],
      [
        "another head",
        `"${CHECKOUT}/cli/genesys-access.mjs" diff --base . --head . --fail-on widened --verdict ../verdict.json`,
        "its head is",
      ],
    ])("%s: the gate refuses, and says that the comparison did not finish", async (_, how, text) => {
      const head = await world.repository.commit("quiet", "main", { "stacks/dev.yaml": QUIET });
      try {
        const { result, outputs, log } = await judge(head, crashing(how), ["verdict"]);
        expect([result, outputs["verdict.widened"]], log).toEqual(["failure", undefined]);
        expect(log).toContain("The comparison did not finish: it ended with");
        expect(log).toContain(text);
      } finally {
        restore();
      }
    });

    it("also on GitLab", async () => {
      const head = await world.repository.commit("quiet", "main", { "stacks/dev.yaml": QUIET });
      crashing("kill -KILL $$")(join(world.repository.dir, "project"));
      try {
        const { exitCode, log } = await gitlab.run("access-gate", head, mergeRequest);
        expect([exitCode, log.includes("The comparison did not finish: it ended with exit code 137")], log).toEqual([
          5,
          true,
        ]);
      } finally {
        restore();
      }
    });

    it.each([
      ["a module that is missing", 'import "./nowhere.ts";'],
      ["a module that is broken", "const = 1;"],
      ["a rejection that nobody handles", 'void Promise.reject(new Error("lost")); setInterval(() => {}, 1000);'],
      ["an exception", 'throw new Error("thrown");'],
    ])("the launcher ends with 5 for %s", async (_, text) => {
      const folder = join(world.repository.dir, "launcher");
      await execa("mkdir", ["-p", join(folder, "cli")]);
      await execa("cp", [join(CHECKOUT, "cli", "genesys-access.mjs"), join(folder, "cli")]);
      writeFileSync(join(folder, "cli", "main.ts"), `${text}\n`);
      const { exitCode } = await execa(process.execPath, [join(folder, "cli", "genesys-access.mjs")], {
        reject: false,
      });
      expect(exitCode).toBe(5);
    });
  });

  describe("a branch reaches no secret of a client", () => {
    const jobs = pipelineFiles("github").flatMap(({ path, text }) => {
      const { on, jobs: all } = parse(text) as { on: Record<string, unknown>; jobs: Record<string, unknown> };
      return Object.entries(all).map(([job, one]) => ({ path, on: Object.keys(on), job, text: JSON.stringify(one) }));
    });

    it("state and passphrase are for deployment, drift and fleets, which run the default branch, and for the preview that is off", () => {
      const withState = jobs.filter(({ text }) => /PASSPHRASE|BACKEND|PULUMI_ACCESS_TOKEN|id-token/.test(text));
      expect(withState.map(({ path, job, on }) => `${path} ${job} ${on}`)).toEqual([
        ".github/workflows/access-deploy.yml deploy push,workflow_dispatch",
        ".github/workflows/access-drift.yml drift schedule,workflow_dispatch",
        ".github/workflows/access-fleet.yml shard workflow_dispatch",
        ".github/workflows/access-preview.yml preview pull_request",
      ]);
      const preview = withState.at(-1);
      expect(preview?.text).not.toContain("id-token");
      expect(jobs.find(({ job, path }) => job === "stacks" && path.endsWith("preview.yml"))?.text).toContain(
        "vars.ACCESS_PREVIEW == 'true'",
      );
    });

    it("the job that asks the org has the two variables of a client that reads, and nothing else", () => {
      const live = jobs.filter(({ text, on }) => on.includes("pull_request_target") && text.includes("secrets."));
      expect(live.map(({ job }) => job)).toEqual(["live"]);
      expect(new Set(live[0]?.text.match(/secrets\.\w+/g))).toEqual(
        new Set(["secrets.GENESYSCLOUD_OAUTHCLIENT_ID", "secrets.GENESYSCLOUD_OAUTHCLIENT_SECRET"]),
      );
    });

    it("a spec that includes the environment of the job, or a link to it, shows none of it", async () => {
      const secret = "s3cr3t-of-the-job";
      for (const files of [
        { "stacks/dev.yaml": `include: [../../../../../../../../../proc/self/environ]\n${DEV}` },
        { "stacks/dev.yaml": `include: [/proc/self/environ]\n${DEV}` },
        { "stacks/dev.yaml": linkTo("/proc/self/environ") },
        { "stacks/dev.yaml": `include: [more.yaml]\n${DEV}`, "stacks/more.yaml": linkTo("/proc/self/environ") },
      ]) {
        const head = await world.repository.commit("evil", "main", files);
        const { log, summary, workspace } = await github.run({
          file: "access-pull-request.yml",
          job: "live",
          sha: world.main,
          expressions: {
            "github.event.repository.default_branch": "main",
            "github.event.pull_request.head.sha": head,
            "secrets.GENESYSCLOUD_OAUTHCLIENT_ID": world.credentials.id,
            "secrets.GENESYSCLOUD_OAUTHCLIENT_SECRET": secret,
            "matrix.stack": "dev",
          },
          env: world.gateway,
        });
        const report = readFileSync(join(workspace, "live", "dev.md"), "utf8");
        expect(report).toContain("cannot be read: it is");
        for (const text of [log, summary, report]) expect(text).not.toContain(secret);
        const { exitCode, log: gate } = await gitlab.run("access-gate", head, { ...mergeRequest, SOME_SECRET: secret });
        expect([exitCode, gate.includes(secret)], gate).toEqual([3, false]);
      }
    });
  });

  describe("what was judged is what is merged, into the branch that is deployed", () => {
    it("runs for the default branch only, and again where a pull request changes its branch or waits in a queue", () => {
      for (const { path, text } of pipelineFiles("github", { branch: "trunk" })) {
        const { on } = parse(text) as { on: Record<string, { types?: string[]; branches?: string[] } | null> };
        for (const [event, filter] of Object.entries(on).filter(([name]) => /^pull_request|^merge_group/.test(name))) {
          expect(filter?.branches, `${path} ${event}`).toEqual(["trunk"]);
          expect(filter?.types, `${path} ${event}`).toContain(event === "merge_group" ? "checks_requested" : "edited");
        }
      }
    });

    it("a verdict ends with the next commit of the target, and running the job again judges against that one", async () => {
      const { repository } = world;
      const head = await repository.commit("mover", "main", { "stacks/dev.yaml": READER });
      expect((await judge(head)).outputs).toMatchObject({ "verdict.widened": "true", "verdict.base": world.main });
      const gate = (base: string) =>
        github.run({
          file: "access-pull-request.yml",
          job: "gate",
          sha: world.main,
          expressions: {
            "github.event.repository.default_branch": "main",
            "needs.judge.result": "success",
            "needs.judge.outputs.widened": "true",
            "needs.judge.outputs.base": base,
            "needs.approve-widening.result": "success",
          },
        });
      expect((await gate(world.main)).result).toBe("success");
      // The same access gets to the target by another change: what the first one gives is nothing now.
      const moved = await repository.commit("main", "main", { "stacks/dev.yaml": READER });
      try {
        const { result, log } = await gate(world.main);
        expect([result, log.includes(`the branch is at ${moved} now: re-run all jobs`)], log).toEqual([
          "failure",
          true,
        ]);
        const again = await judge(head);
        expect(again.outputs, again.log).toMatchObject({ "verdict.widened": "false", "verdict.base": moved });
        expect((await gate(moved)).result).toBe("success");
        expect((await gitlab.run("access-gate", head, mergeRequest)).exitCode).toBe(0);
      } finally {
        await repository.git("push", "--quiet", "--force", "origin", `${world.main}:refs/heads/main`);
        await repository.git("checkout", "--quiet", "-B", "main", world.main);
      }
      expect((await gitlab.run("access-gate", head, mergeRequest)).exitCode).toBe(1);
    });

    it("is compared with the default branch on GitLab whatever its branch is, and although a tag is called origin/main", async () => {
      const head = await world.repository.commit("tagged", "main", { "stacks/dev.yaml": READER });
      await world.repository.git("push", "--quiet", "origin", `${head}:refs/tags/origin/main`);
      try {
        const other = { ...mergeRequest, CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "feature" };
        const { exitCode, log } = await gitlab.run("access-gate", head, other);
        expect([exitCode, log.includes('Stack "dev": widened; refused')], log).toEqual([1, true]);
      } finally {
        await world.repository.git("push", "--quiet", "origin", ":refs/tags/origin/main");
      }
    });
  });

  describe("a change does not judge itself", () => {
    /** Everything of a repository that can run code or change a judgement. */
    const takeover = (marker: string) => ({
      "stacks/dev.yaml": `${READER}\nwaivers: []\n`,
      ".npmrc": `script-shell=${marker}\nprefix=${marker}\n`,
      "package.json": `{ "name": "evil", "type": "module", "scripts": { "preinstall": "touch ${marker}", "genesys-access": "touch ${marker}" }, "bin": { "genesys-access": "evil.mjs" } }\n`,
      "evil.mjs": `#!/usr/bin/env node\nimport { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(marker)}, "");\n`,
      "node_modules/.bin/genesys-access": `#!/bin/sh\ntouch ${marker}\nexit 0\n`,
      "node_modules/genesys-cloud-access/package.json": '{ "name": "genesys-cloud-access", "bin": "evil.mjs" }\n',
      "verdict.json": "{}\n",
      "index.ts": `import { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(marker)}, "");\n`,
      "policies/index.ts": "",
      ".github/workflows/access-pull-request.yml": "on: pull_request\njobs: {}\n",
      ".gitlab/access.gitlab-ci.yml": "access-gate: { script: [true] }\n",
      "catalogue/permissions.tsv": "",
    });

    it("its files are data: its scripts, configuration, modules, program and rules do nothing", async () => {
      const marker = join(world.repository.dir, "marker");
      rmSync(world.repository.npmLog, { force: true });
      const head = await world.repository.commit("takeover", "main", takeover(marker));
      const { outputs, log, workspace } = await judge(head);
      expect(outputs["verdict.widened"], log).toBe("true");
      expect(outputs["stacks.stacks"]).toBe('["dev","prod"]');
      expect(existsSync(join(workspace, "change", "evil.mjs"))).toBe(true);
      const merged = await gitlab.run("access-gate", head, mergeRequest);
      expect([merged.exitCode, merged.log.includes('Stack "dev": mixed; refused')], merged.log).toEqual([1, true]);
      expect(existsSync(marker)).toBe(false);
      const folders = readFileSync(world.repository.npmLog, "utf8").trim().split("\n");
      expect(folders.map((line) => /\/target ci --ignore-scripts$/.test(line))).toEqual([true, true]);
    });

    it("its waivers and settings of rules count as the default branch has them", async () => {
      const disabled = `${WIDER}\npolicies:\n  no-write-permission: { enforcementLevel: disabled }\n`;
      const head = await world.repository.commit("exempt", "main", { "stacks/dev.yaml": disabled });
      const { result, log } = await judge(head);
      expect(result).toBe("failure");
      expect(log).toContain("1 refused, 0 advised, 0 waived");
      expect((await gitlab.run("access-check", head, mergeRequest)).exitCode).toBe(1);
    });

    it("it cannot hide its specs from the comparison: removed folders, links and names", async () => {
      const lost = await world.repository.commit("lost", "main", {
        "stacks/dev.yaml": undefined,
        "stacks/prod.yaml": undefined,
        "Pulumi.yaml": undefined,
        "dev.yaml": linkTo("../target/stacks/dev.yaml"),
      });
      expect((await judge(lost)).log).toContain('Stack "dev": narrowed');
      const linked = await world.repository.commit("linked", "main", { stacks: linkTo("../target/stacks") });
      const { result, outputs } = await judge(linked);
      expect([result, outputs["verdict.widened"]]).toEqual(["failure", undefined]);
    });
  });
});
