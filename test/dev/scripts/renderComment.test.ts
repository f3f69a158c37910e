import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { renderComment } from "../../../access/report/comment/index.ts";
import { commentPage, sourceMark } from "../../../dev/scripts/renderComment.ts";
import { tellStory } from "../../stories/tellStory.ts";

const MARKDOWN = "docs/images/comment.md";
const PICTURE = "docs/images/comment.png";

/** A version would make the picture stale with every release. */
async function rendered(): Promise<string> {
  const comment = (await tellStory("47-seen-by-the-reviewer", "stacks/prod.yaml")).comment();
  return renderComment({ ...comment, tool: { ...comment.tool, version: "1.0.0" } });
}

describe("the picture of a comment", () => {
  it("is painted from what the renderer writes today; after UPDATE_GOLDEN=1 paint it anew: node dev/scripts/renderComment.ts", async () => {
    const text = await rendered();
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(MARKDOWN, text);
    expect(readFileSync(MARKDOWN, "utf8")).toBe(text);
    for (const part of ["### Must act", "### Gained", "### Lost", "### Waived", "### Not covered", "--approved "]) {
      expect(text).toContain(part);
    }
  });

  it("is a PNG that a README can carry, and shows this Markdown", () => {
    const png = readFileSync(PICTURE);
    expect(png.toString("latin1")).toContain(sourceMark(commentPage(readFileSync(MARKDOWN, "utf8"))));
    expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
    expect(png.length).toBeLessThan(300_000);
  });

  it("shows tables as tables, code as code, and raw HTML as text", async () => {
    const page = commentPage(`${await rendered()}\n<script>x</script> <img src=x>\n`);
    expect(page.match(/<table>/g)).toHaveLength(3);
    expect(page).toContain("<code>routing:queue:edit</code>");
    expect(page).not.toMatch(/<script|<img/);
  });
});
