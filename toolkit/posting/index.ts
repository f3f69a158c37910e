/** One comment or issue per stack on GitHub and GitLab. */

export { fromFork } from "./fromFork.ts";
export { fromGitHub, issuesFromGitHub } from "./github/fromGitHub.ts";
export { fromGitLab, issuesFromGitLab } from "./gitlab/fromGitLab.ts";
export { issueLimit, keepIssue } from "./keepIssue.ts";
export { postComment } from "./postComment.ts";
export { PostingError } from "./postingError.ts";
export { reportLine, type StackReport, splitReports } from "./reportLine.ts";
export type {
  GitHubTarget,
  GitLabTarget,
  IssueRequest,
  IssueResult,
  IssueTarget,
  PostRequest,
  PostResult,
  Run,
  Target,
} from "./target.ts";
