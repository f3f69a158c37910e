/** The target of a comment: a pull request or a merge request, with the run that posts, and the result of posting. */

/** One run of a pipeline. Runs of one platform are ordered by `id`, then by `attempt`; `started` orders what has no id. */
export interface Run {
  /** GitHub: `GITHUB_RUN_ID`; GitLab: `CI_PIPELINE_ID`. Both platforms count upwards. Absent outside of a pipeline. */
  readonly id?: number;
  /** GitHub: `GITHUB_RUN_ATTEMPT`; GitLab: `CI_JOB_ID`, which a retried job gets anew. */
  readonly attempt?: number;
  /** ISO 8601 in UTC. */
  readonly started: string;
}

/** A pull request of a repository on GitHub. */
export interface GitHubTarget {
  readonly platform: "github";
  /** `https://api.github.com`, or `https://<host>/api/v3` of GitHub Enterprise Server. */
  readonly apiUrl: string;
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly pullRequest: number;
}

/** A merge request of a project on GitLab. */
export interface GitLabTarget {
  readonly platform: "gitlab";
  /** `https://<host>/api/v4`. */
  readonly apiUrl: string;
  readonly token: string;
  /** The project's number, or its full path. */
  readonly project: string;
  readonly mergeRequest: number;
}

export type Target = GitHubTarget | GitLabTarget;

export type PostRequest = Target & {
  /** The comment's identity: one comment per stack. */
  readonly stack: string;
  /** Markdown. The hidden line is added to it. */
  readonly body: string;
  readonly run: Run;
  /** The milliseconds that one second of waiting takes: 1000, or less in tests. */
  readonly second?: number;
};

export interface PostResult {
  /** `skipped-older`: the comment already tells the result of a newer run. */
  readonly action: "created" | "edited" | "unchanged" | "skipped-older";
  /** The comment's page. */
  readonly url: string;
}
