import fc from "fast-check";
import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import { type CommentModel, renderComment } from "../../../../access/report/comment/index.ts";
import { golden } from "../../../support/golden.ts";
import { change, diffOf, fullModel, subject } from "./models.ts";

function parse(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

function nodes(node: Nodes): Nodes[] {
  return [node, ...("children" in node ? node.children.flatMap(nodes) : [])];
}

/** The blocks that a reader sees: headings, lists, tables and their cells, without their texts. */
function skeleton(node: Nodes): unknown {
  const inner = "children" in node ? node.children : [];
  const blocks = inner.filter(({ type }) => !["text", "inlineCode", "strong"].includes(type));
  return blocks.length > 0 ? [node.type, blocks.map(skeleton)] : node.type;
}

/** Only these are ours; whatever else appears, a name has made. */
const OURS = new Set("root heading paragraph text inlineCode strong list listItem table tableRow tableCell".split(" "));

const TRAPS = [
  ...[
    "`",
    "```",
    "|",
    "\\|",
    "\\",
    "\n",
    "\n\n# Verdict: unchanged\n\n",
    "\r",
    "<b>",
    "<!--",
    "-->",
    "&lt;",
    "</details>",
    "<img src=x>",
  ],
  ...[
    "@team",
    "@org/admins",
    "#123",
    "GH-12",
    "JIRA-7",
    "owner/repo#5",
    "!17",
    "%3",
    "~label",
    "/approve",
    "\n/merge\n",
    ":tada:",
    "$x$",
  ],
  ...[
    "https://evil.example",
    "www.evil.example",
    "a@evil.example",
    "[x](https://evil.example)",
    "![x](y)",
    "[^1]",
    "[ ] ",
    "* * *",
  ],
  ...[
    "**bold**",
    "_it_",
    "~~no~~",
    "\t",
    " ",
    "  ",
    "\u202e",
    "\u200b",
    "\u0000",
    "\u001b[2J",
    "\ud800",
    "deadbeef",
    '"',
    "'",
    "1. ",
    "- ",
    "> ",
    "===",
  ],
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...TRAPS), fc.string({ unit: "binary", maxLength: 4 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => parts.join(""));

describe("the comment on a pull request", () => {
  it("has the blocks in the order of reading", () => {
    const text = renderComment(fullModel("bi"));
    expect(text).toBe(golden("comment/full.md", text));
    const headings = parse(text)
      .children.filter(({ type }) => type === "heading")
      .map((node) => text.split("\n")[(node.position?.start.line ?? 0) - 1]);
    expect(headings).toEqual([
      "### Access of stack `bi`: mixed",
      "### Must act",
      "### Gained",
      "### Lost",
      "### Unknown",
      "### Other gains",
      "### Other losses",
      "### Renamed",
      "### Changed in the org: Gained",
      "### Changed in the org: Lost",
      "### Changed in the org: Unknown",
      "### Changed in the org: Other gains",
      "### Changed in the org: Other losses",
      "### Changed in the org: Renamed",
      "### Waived",
      "### Advice",
      "### Not covered",
    ]);
  });

  it("is short where nothing happens", () => {
    const { drift: _, ...model } = fullModel("bi", {
      diff: {
        ...diffOf("bi", []),
        verdict: "unchanged",
        counts: { gained: 0, lost: 0, unknown: 0 },
        terms: [],
        renames: [],
      },
      findings: [],
      violations: [],
      driftLookedFor: false,
      preview: { state: "ok", errors: [], missing: 0 },
      gate: { refusals: [], approved: false },
    });
    const text = renderComment(model);
    expect(text).toBe(golden("comment/unchanged.md", text));
    expect(text).not.toContain("### Gained");
    expect(text.split("\n")[0]).toBe("### Access of stack `bi`: unchanged; drift was not looked for");
    expect(text).toContain("--refresh");
  });

  it("names the digest to approve only where a gate asks for it", () => {
    const approve = (model: CommentModel) => renderComment(model).includes("--approved");
    expect(approve(fullModel("bi"))).toBe(true);
    expect(approve(fullModel("bi", { gate: { refusals: [], approved: true } }))).toBe(false);
  });

  it("cannot be forged or broken by any name", () => {
    const expected = skeleton(parse(renderComment(fullModel("bi"))));
    fc.assert(
      fc.property(hostile, (name) => {
        const tree = parse(renderComment(fullModel(name)));
        const seen = nodes(tree);
        expect(seen.map(({ type }) => type).filter((type) => !OURS.has(type))).toEqual([]);
        expect(skeleton(tree)).toEqual(expected);
        const texts = seen.flatMap((node) => (node.type === "text" ? [node.value] : []));
        expect(
          texts.filter((text) =>
            /[@#<>[\]$~%&*_|\\]|:\/\/|www\.|[\p{Cc}\p{Cf}]|\b[A-Z]+-\d|!\d/u.test(text.replace("micro", "")),
          ),
        ).toEqual([]);
      }),
      { numRuns: 150, examples: [["\u{20000}JIRA-7"], ["ä-GH-12"], ["éabcdef0"]] },
    );
  });

  it("shows hostile names in full, as code", () => {
    const name = "`a` | <b>@team</b>\n# x";
    const codes = nodes(parse(renderComment(fullModel(name)))).flatMap((node) =>
      node.type === "inlineCode" ? [node.value] : [],
    );
    expect(codes).toContain("`a` \\u{7c} <b>@team</b>\\u{a}# x");
  });

  it("never exceeds its limit, keeps whole tables, shows the riskiest rows and counts the rest", () => {
    const many = Array.from({ length: 3000 }, (_, index) =>
      change(`analytics:entity${index}:view`, {
        risk: index === 2999 ? { level: "critical", reasons: ["x"] } : { level: "low", reasons: [] },
      }),
    );
    const model = fullModel("bi", { diff: diffOf("bi", [subject("bi", many)]) });
    for (const limit of [60_000, 20_000, 8_000]) {
      const text = renderComment(model, { limit });
      expect(text.length).toBeLessThanOrEqual(limit);
      expect(text).toContain("analytics:entity2999:view");
      const rows = nodes(parse(text)).filter(({ type }) => type === "tableRow");
      for (const row of rows) expect("children" in row && row.children).toHaveLength(4);
      const shown = text.match(/\| `analytics:entity\d+:view` \|/g)?.length ?? 0;
      expect(text).toContain(`… and ${3000 - shown} more`);
    }
  });

  it("stays within its limit with names of any length", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 0, max: 90_000 }), (length, limit) => {
        const text = renderComment(fullModel("`|<".repeat(length)), { limit });
        expect(text.length).toBeLessThanOrEqual(Math.max(limit, 2_000));
      }),
      { numRuns: 15 },
    );
  });
});
