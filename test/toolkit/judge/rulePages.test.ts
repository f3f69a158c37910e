import { describe, expect, it } from "vitest";
import { rulePages } from "../../../toolkit/judge/rulePages.ts";

describe("the pages of the rules", () => {
  it.each([
    [
      { GITHUB_SERVER_URL: "https://github.example", GITHUB_REPOSITORY: "contoso/access", GITHUB_SHA: "abc" },
      "https://github.example/contoso/access/blob/abc/docs/rules/",
    ],
    [
      { CI_PROJECT_URL: "https://gitlab.example/contoso/access", CI_COMMIT_SHA: "abc" },
      "https://gitlab.example/contoso/access/-/blob/abc/docs/rules/",
    ],
    [{}, undefined],
  ])("are in the repository that the pipeline runs for", (env, pages) => {
    expect(rulePages(env)).toBe(pages);
  });
});
