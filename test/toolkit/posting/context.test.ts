import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { fromGitHub, fromGitLab, issuesFromGitHub, issuesFromGitLab } from "../../../toolkit/posting/index.ts";
import { gitHubStandIn, TOKEN } from "./gitHubStandIn.ts";

const folder = mkdtempSync(join(tmpdir(), "posting-"));
afterAll(() => rmSync(folder, { recursive: true }));

function github(event: unknown, more: Record<string, string | undefined> = {}) {
  const file = join(folder, "event.json");
  writeFileSync(file, JSON.stringify(event));
  return {
    GITHUB_REPOSITORY: "acme/access",
    GITHUB_EVENT_PATH: file,
    GITHUB_TOKEN: TOKEN,
    GITHUB_RUN_ID: "10",
    GITHUB_RUN_ATTEMPT: "2",
    ...more,
  };
}

describe("GitHub", () => {
  const pull = (repository: string) => ({
    number: 7,
    pull_request: { number: 7, head: { repo: { full_name: repository } } },
  });

  test("a pull_request event names the pull request, the environment the run", async () => {
    const { target, run, fork } = await fromGitHub(github(pull("acme/access")));
    expect(target).toMatchObject({ apiUrl: "https://api.github.com", repository: "acme/access", pullRequest: 7 });
    expect(run).toMatchObject({ id: 10, attempt: 2 });
    expect(fork).toBe(false);
  });

  test("the pull request of a fork is known for one, also when the fork is gone", async () => {
    expect(await fromGitHub(github(pull("mallory/access")))).toMatchObject({ fork: true });
    const gone = { number: 7, pull_request: { number: 7, head: { repo: null } } };
    expect(await fromGitHub(github(gone))).toMatchObject({ fork: true });
  });

  test("a comment on an issue that is no pull request is refused", async () => {
    await expect(fromGitHub(github({ issue: { number: 3 } }))).rejects.toThrow("not about a pull request");
    expect(await fromGitHub(github({ issue: { number: 3, pull_request: {} } }))).toMatchObject({
      target: { pullRequest: 3 },
    });
  });

  test("a given number counts more than the event's", async () => {
    expect(await fromGitHub(github(pull("acme/access")), 9)).toMatchObject({ target: { pullRequest: 9 } });
  });

  describe("workflow_run", () => {
    const workflowRun = {
      id: 77,
      run_attempt: 3,
      run_started_at: "2026-11-21T12:00:00Z",
      event: "pull_request",
      head_branch: "topic",
      head_repository: { full_name: "mallory/access", owner: { login: "mallory" } },
      pull_requests: [],
    };
    const candidate = (number: number, repository = "mallory/access") => ({
      number,
      head: { repo: { full_name: repository } },
    });

    async function resolved(pulls: readonly unknown[], run: object = workflowRun) {
      const standIn = await gitHubStandIn({ pulls });
      try {
        const found = await fromGitHub(github({ workflow_run: run }, { GITHUB_API_URL: standIn.url })).catch(
          (error: Error) => error.message,
        );
        return { found, requests: standIn.requests };
      } finally {
        await standIn.close();
      }
    }

    test("asks GitHub for the pull request of a fork's run, and is as old as that run", async () => {
      const { found, requests } = await resolved([candidate(7), candidate(8, "mallory/other")]);
      expect(found).toMatchObject({
        target: { pullRequest: 7 },
        run: { id: 77, attempt: 3, started: "2026-11-21T12:00:00Z" },
        fork: true,
      });
      expect(requests).toEqual(["GET /repos/acme/access/pulls?head=mallory%3Atopic&state=open"]);
    });

    test("does not guess between several, nor without one", async () => {
      expect((await resolved([candidate(7), candidate(8)])).found).toContain("Choose one with --pull-request");
      expect((await resolved([])).found).toContain("No open pull request");
      expect((await resolved([], { ...workflowRun, head_repository: null })).found).toContain(
        "The fork of the pull request is gone",
      );
    });
  });

  test("issues need a repository and a token, and neither an event nor a pull request", () => {
    const env = github({ schedule: "17 3 * * *" }, { GITHUB_EVENT_PATH: undefined });
    expect(issuesFromGitHub(env)).toEqual({
      target: { platform: "github", apiUrl: "https://api.github.com", repository: "acme/access", token: TOKEN },
      run: { id: 10, attempt: 2, started: expect.any(String) },
    });
    expect(() => issuesFromGitHub({ ...env, GITHUB_TOKEN: "" })).toThrow(
      "GITHUB_TOKEN is not set. Set it to a token that may write issues.",
    );
  });

  test.each(["GITHUB_TOKEN", "GITHUB_REPOSITORY"])("%s is asked for by name", async (name) => {
    await expect(fromGitHub(github(pull("acme/access"), { [name]: undefined }))).rejects.toThrow(`${name} is not set`);
  });

  test("an event file that is not one is told", async () => {
    await expect(fromGitHub(github("text"))).rejects.toThrow("names no event of GitHub");
  });
});

describe("GitLab", () => {
  const env = {
    CI_PROJECT_ID: "12",
    CI_MERGE_REQUEST_IID: "7",
    CI_API_V4_URL: "https://gitlab.example/api/v4",
    CI_PIPELINE_ID: "10",
    CI_JOB_ID: "200",
    GITLAB_TOKEN: "glpat-x",
    CI_JOB_TOKEN: "job",
  };

  test("a merge request pipeline names everything", () => {
    expect(fromGitLab(env)).toMatchObject({
      target: { apiUrl: "https://gitlab.example/api/v4", project: "12", mergeRequest: 7 },
      run: { id: 10, attempt: 200 },
      fork: false,
    });
  });

  test("a fork's merge request in the parent project is known for one", () => {
    const ids = { CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "99", CI_MERGE_REQUEST_PROJECT_ID: "12" };
    expect(fromGitLab({ ...env, ...ids })).toMatchObject({ fork: true, target: { project: "12" } });
  });

  test("a job token alone is refused with what to create instead", () => {
    expect(() => fromGitLab({ ...env, GITLAB_TOKEN: "" })).toThrow(/no CI_JOB_TOKEN comment.*project access token/);
    expect(() => fromGitLab({ ...env, GITLAB_TOKEN: undefined, CI_JOB_TOKEN: undefined })).toThrow(
      "GITLAB_TOKEN is not set",
    );
  });

  test("issues are those of the pipeline's own project, without a merge request", () => {
    const { target, run } = issuesFromGitLab({ ...env, CI_MERGE_REQUEST_IID: undefined });
    expect(target).toEqual({
      platform: "gitlab",
      apiUrl: "https://gitlab.example/api/v4",
      project: "12",
      token: "glpat-x",
    });
    expect(run).toMatchObject({ id: 10, attempt: 200 });
    expect(() => issuesFromGitLab({ ...env, GITLAB_TOKEN: "" })).toThrow(/no CI_JOB_TOKEN write issues/);
  });

  test("a branch pipeline is refused", () => {
    expect(() => fromGitLab({ ...env, CI_MERGE_REQUEST_IID: undefined })).toThrow("merge request pipeline");
  });
});
