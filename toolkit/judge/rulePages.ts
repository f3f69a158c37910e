/** The web address of a rule's page, for readers of a pipeline's findings. */

/**
 * Address of `docs/rules/` in the repository that GitHub Actions or GitLab CI runs for, at the commit of the run; undefined elsewhere.
 * Variables: GitHub's "Default environment variables", GitLab's "Predefined CI/CD variables".
 */
export function rulePages(env: NodeJS.ProcessEnv): string | undefined {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_SHA = "HEAD", CI_PROJECT_URL, CI_COMMIT_SHA = "HEAD" } = env;
  if (GITHUB_SERVER_URL && GITHUB_REPOSITORY) {
    return `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/blob/${GITHUB_SHA}/docs/rules/`;
  }
  return CI_PROJECT_URL ? `${CI_PROJECT_URL}/-/blob/${CI_COMMIT_SHA}/docs/rules/` : undefined;
}
