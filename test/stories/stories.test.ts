/**
 * Changes of access as people make them, one folder each (see tellStory.ts): base.yaml, head.yaml, what `genesys-access diff` says in
 * expected.txt, and where rules and waivers matter the pull request's comment in comment.md.
 * `UPDATE_GOLDEN=1 npx vitest run test/stories` writes the texts anew; review the difference.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Change } from "../../access/diff/model.ts";
import { printDiff } from "../../access/diff/printDiff.ts";
import { type CommentModel, renderComment } from "../../access/report/comment/index.ts";
import { FOLDER, tellStory } from "./tellStory.ts";

const STORIES = readdirSync(FOLDER).filter((name) => /^\d\d-/.test(name));
const COMMENTED = STORIES.filter((name) => existsSync(join(FOLDER, name, "comment.md")));

/** The reviewed text of a story; with UPDATE_GOLDEN=1 the file becomes `actual` first. */
function reviewed(story: string, name: string, actual: string): string {
  const file = join(FOLDER, story, name);
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(file, actual);
  return readFileSync(file, "utf8");
}

/** The version of the tool is no part of a story. */
function commentText(comment: CommentModel): string {
  return renderComment({ ...comment, tool: { ...comment.tool, version: "1.0.0" } });
}

describe("the story of", () => {
  it.each(STORIES)("%s is told as reviewed", async (story) => {
    const text = printDiff((await tellStory(story)).diff);
    expect(text).toBe(reviewed(story, "expected.txt", text));
  });

  it.each(COMMENTED)("%s is told to the pull request as reviewed", async (story) => {
    const text = commentText((await tellStory(story, "stacks/prod.yaml")).comment());
    expect(text).toBe(reviewed(story, "comment.md", text));
  });

  it("every change is numbered without a gap", () => {
    expect(STORIES.map((name) => Number(name.slice(0, 2)))).toEqual(STORIES.map((_, index) => index + 1));
  });
});

describe("a waiver", () => {
  const EXPORT = "no-bulk-export/role/bi-reader/analytics:dataExport:view";
  const findings = async (story: string) =>
    (await tellStory(story))
      .comment()
      .findings.map(({ rule, status, level }) => `${rule} ${level} ${status}`)
      .filter((text) => /^(no-bulk-export|waiver) /.test(text));

  it("that the target branch has lets the change pass, and the comment says who answers for it and until when", async () => {
    const text = commentText((await tellStory("38-waived-finding")).comment());
    const [, waived = ""] = text.split("### Waived\n");
    expect(waived).toMatch(
      /^\n- `no-bulk-export` at .+ Waived until `2027-03-31` by `dpo@contoso\.example`: The nightly/,
    );
    expect(text).not.toContain("### Must act");
    expect(text).toContain("| `analytics:dataExport:view` |");
  });

  it("that has expired lets nothing pass: the finding is back, and the waiver itself is one", async () => {
    expect(await findings("39-waiver-expired")).toEqual(["no-bulk-export mandatory open", "waiver mandatory open"]);
    const text = commentText((await tellStory("39-waiver-expired")).comment());
    expect(text).not.toContain("### Waived");
    expect(text.indexOf(EXPORT)).toBeGreaterThan(text.indexOf("### Must act"));
    expect(text).toContain("2026-10-31");
  });

  it("that the change brings along does not let it pass", async () => {
    expect(await findings("40-waiver-brought-along")).toEqual(["no-bulk-export mandatory open"]);
  });
});

describe("a promise", () => {
  it.each(["48-breaks-a-promise", "49-drops-the-promise-that-it-breaks"])(
    "of the target branch refuses the change that breaks it, written there or dropped: %s",
    async (story) => {
      const { findings, preview } = (await tellStory(story)).comment();
      const broken = findings.filter(({ rule }) => rule === "expectation-cannot");
      expect(broken.map(({ level, status }) => `${level} ${status}`)).toEqual(["mandatory open"]);
      expect(broken[0]?.message).toContain("routing:queue:view");
      expect(preview?.state).toBe("refused");
    },
  );
});

describe("a change that no spec shows", () => {
  const changes = async (story: string): Promise<readonly Change[]> =>
    (await tellStory(story)).diff.subjects.flatMap(({ gained, lost }) => [...gained, ...lost]);
  const causes = async (story: string) =>
    (await changes(story)).map(({ direction, item, cause }) => `${direction} ${item} ${cause.kind}`);

  it("is told as the profile's where the profile changed", async () => {
    expect(await causes("41-profile-updated")).toEqual([
      "gained permission:analytics:flowObservation:view profile-changed",
    ]);
    const [{ cause }] = (await changes("41-profile-updated")) as [Change];
    expect(cause.path).toEqual(["roles", "bi-reader", "profile"]);
  });

  it("is told as the catalogue's where an operation asks for another permission", async () => {
    expect(await causes("42-operation-asks-for-another-permission")).toEqual([
      "gained permission:routing:queue:view catalogue-changed",
      "lost permission:routing:queue:search catalogue-changed",
    ]);
  });

  it("is no gain where a wildcard stood for the new permission all along", async () => {
    expect((await tellStory("43-wildcard-stood-for-it-already")).diff.verdict).toBe("unchanged");
  });

  it("is told as drift where somebody clicked, and has no place in a file", async () => {
    const drift = await changes("45-clicked-in-the-console");
    expect([...new Set(drift.map(({ cause }) => cause.kind))]).toEqual(["drift"]);
    expect(drift.map(({ direction }) => direction)).toContain("lost");
    expect(drift.flatMap(({ cause: { position } }) => position ?? [])).toEqual([]);
  });

  it("is told as the vendor's where it is known to add the permission by itself, and only there", async () => {
    expect(await causes("46-added-by-the-vendor")).toEqual([
      "gained permission:routing:queue:edit drift",
      "gained permission:routing:queue:search back-fill",
    ]);
  });

  it("is none where the catalogue is the same", async () => {
    const { diff } = await tellStory("32-profile-instead-of-permissions");
    expect(diff.subjects.flatMap(({ gained }) => gained).every(({ cause }) => cause.kind === "edited")).toBe(true);
  });
});

describe("a selector", () => {
  it("without an org stays a selector, and what it takes is told as not covered", async () => {
    const { diff } = await tellStory("44-selector-without-an-org");
    const [division] = diff.subjects.flatMap(({ gained }) => gained.flatMap(({ divisions }) => divisions));
    expect(division).toBe('selector:{"match":["EMEA_*"],"exclude":["*_Test"]}');
    expect(diff.notCovered.join()).toContain("Which divisions of the org the selectors take");
  });
});
