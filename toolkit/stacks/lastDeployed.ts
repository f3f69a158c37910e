/** The commit that the pipeline deployed last, as the platform knows it: what was pushed since is not deployed, whatever became of the runs between. */
import { z } from "zod";
import { Failure } from "../failure.ts";
import { githubClient } from "../posting/github/client.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const COMMIT = /^[0-9a-f]{40,64}$/;
const runs = z.object({ workflow_runs: z.array(z.object({ head_sha: z.string().regex(COMMIT) })) });

/**
 * The commit of the newest run of this workflow on this branch that succeeded as a whole; undefined where none did.
 *
 * @throws Failure where the environment is not that of a run; what the platform answered otherwise
 */
export async function lastDeployedOnGitHub(env: Environment): Promise<string | undefined> {
  const [owner, repo] = required(env, "GITHUB_REPOSITORY").split("/");
  // `owner/repo/.github/workflows/access-deploy.yml@refs/heads/main`
  const [, file] = /\/\.github\/workflows\/([^/@]+)@/.exec(required(env, "GITHUB_WORKFLOW_REF")) ?? [];
  if (!owner || !repo || !file) throw new Failure("GITHUB_REPOSITORY or GITHUB_WORKFLOW_REF is not as GitHub sets it.");
  const client = githubClient(
    (env["GITHUB_API_URL"] || "https://api.github.com").replace(/\/+$/, ""),
    required(env, "GITHUB_TOKEN"),
    1000,
  );
  const { data } = await client.request("GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs", {
    owner,
    repo,
    workflow_id: file,
    branch: required(env, "GITHUB_REF_NAME"),
    status: "success",
    per_page: 1,
  });
  return runs.parse(data).workflow_runs[0]?.head_sha;
}

function required(env: Environment, name: string): string {
  const value = env[name];
  if (value) return value;
  throw new Failure(
    `--since-deployed: ${name} is not set. Run this in a job of GitHub Actions, or give --changed-since.`,
  );
}
