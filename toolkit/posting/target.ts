/** The target of a comment or an issue, with the run that posts, and the result of posting. */

/** One run of a pipeline. Runs of one platform are ordered by `id`, then by `attempt`; `started` orders what has no id. */
export interface Run {
  /** GitHub: `GITHUB_RUN_ID`; GitLab: `CI_PIPELINE_ID`. Both platforms count upwards. Absent outside of a pipeline. */
  readonly id?: number;
  /** GitHub: `GITHUB_RUN_ATTEMPT`; GitLab: `CI_JOB_ID`, which a retried job gets anew. */
  readonly attempt?: number;
  /** ISO 8601 in UTC. */
  readonly started: string;
}

/** A repository on GitHub. */
export interface GitHubRepository {
  readonly platform: "github";
  /** `https://api.github.com`, or `https://<host>/api/v3` of GitHub Enterprise Server. */
  readonly apiUrl: string;
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
}

/** A pull request of a repository on GitHub. */
export interface GitHubTarget extends GitHubRepository {
  readonly pullRequest: number;
}

/** A project on GitLab. */
export interface GitLabProject {
  readonly platform: "gitlab";
  /** `https://<host>/api/v4`. */
  readonly apiUrl: string;
  readonly token: string;
  /** The project's number, or its full path. */
  readonly project: string;
}

/** A merge request of a project on GitLab. */
export interface GitLabTarget extends GitLabProject {
  readonly mergeRequest: number;
}

export type Target = GitHubTarget | GitLabTarget;

/** Where issues are kept. */
export type IssueTarget = GitHubRepository | GitLabProject;

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

export type IssueRequest = IssueTarget & {
  /** With `kind`, the identity of the issue: one for each stack and kind. */
  readonly stack: string;
  /** What the issue is about, in small letters and hyphens: `watch`. */
  readonly kind: string;
  /** Plain text. It is made harmless, and cut where the platform takes less. */
  readonly title: string;
  /** Markdown, at most `issueLimit` of the platform; null where nothing is left to tell, which closes the issue. */
  readonly body: string | null;
  readonly run: Run;
  /** The milliseconds that one second of waiting takes: 1000, or less in tests. */
  readonly second?: number;
};

export interface IssueResult {
  /**
   * `unchanged`: it tells this already; `none`: nothing to tell, and no open issue; `skipped-older`: it tells the result of a newer run.
   */
  readonly action: "created" | "edited" | "unchanged" | "closed" | "reopened" | "none" | "skipped-older";
  /** The issue's page; null without an issue. */
  readonly url: string | null;
}
