/** Answers of GitHub's that are no refusals, and still not what was asked for. */
import { PostingError } from "../postingError.ts";
import type { GitHubRepository } from "../target.ts";

/** A redirect of a call that writes. */
export function moved({ repository }: GitHubRepository): PostingError {
  return new PostingError(
    "not-found",
    `GitHub says that ${repository} has moved. Name the repository as it is called now.`,
  );
}

export function noGitHub(): PostingError {
  return new PostingError("refused", "What answers is not GitHub's API. Check GITHUB_API_URL.");
}
