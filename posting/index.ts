/** One comment per stack on GitHub and GitLab. */
export { fromGitHub } from "./github/fromGitHub.ts";
export { fromGitLab } from "./gitlab/fromGitLab.ts";
export { fromFork, inCodeBlock } from "./markdown.ts";
export { postComment } from "./postComment.ts";
export { PostingError } from "./postingError.ts";
export type { GitHubTarget, GitLabTarget, PostRequest, PostResult, Run, Target } from "./target.ts";
