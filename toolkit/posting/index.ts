/** One comment per stack on GitHub and GitLab. */

export { fromFork } from "./fromFork.ts";
export { fromGitHub } from "./github/fromGitHub.ts";
export { fromGitLab } from "./gitlab/fromGitLab.ts";
export { postComment } from "./postComment.ts";
export { PostingError } from "./postingError.ts";
export { reportLine, type StackReport, splitReports } from "./reportLine.ts";
export type { GitHubTarget, GitLabTarget, PostRequest, PostResult, Run, Target } from "./target.ts";
