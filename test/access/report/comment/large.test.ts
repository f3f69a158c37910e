/** The comment on a change that widens most of 300 clients: it fits, nothing is cut in two, and what is folded is counted and named. */
import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { beforeAll, describe, expect, it } from "vitest";
import { diffAccess } from "../../../../access/diff/diffAccess.ts";
import type { AccessDiff, Change, SubjectDiff } from "../../../../access/diff/model.ts";
import { effectiveAccess } from "../../../../access/effective/effectiveAccess.ts";
import { loadSpec } from "../../../../access/language/loadSpec.ts";
import { planOffline } from "../../../../access/plan/planOffline.ts";
import { renderComment } from "../../../../access/report/comment/index.ts";
import { wideningChange } from "../../../../dev/bench/wideningChange.ts";
import { fullModel } from "./models.ts";

const LIMIT = 60_000;

function accessOf(yaml: string) {
  const loaded = loadSpec("stacks/prod.yaml", () => yaml);
  const planned = loaded.ok ? planOffline(loaded.spec) : loaded;
  if (!loaded.ok || !planned.ok) throw new Error("the spec is not valid");
  return { ...effectiveAccess(planned.desired, loaded.spec), stack: "prod" };
}

function commentOf(diff: AccessDiff): string {
  const { drift: _, ...model } = fullModel("prod", { diff, findings: [], violations: [] });
  return renderComment(model);
}

/** The blocks below a heading, up to the next one. */
function section({ children }: Root, title: string): Nodes[] {
  const start = children.findIndex((node) => node.type === "heading" && textOf(node) === title);
  const rest = children.slice(start + 1);
  const end = rest.findIndex(({ type }) => type === "heading");
  return start < 0 ? [] : rest.slice(0, end < 0 ? undefined : end);
}

/** The text that a reader reads. */
function textOf(node: Nodes): string {
  if ("children" in node) return node.children.map((child: Nodes) => textOf(child)).join("");
  return "value" in node ? node.value : "";
}

function inside(nodes: readonly Nodes[]): Nodes[] {
  return nodes.flatMap((node) => [node, ...("children" in node ? inside(node.children) : [])]);
}

describe("the comment on a change of 300 clients", () => {
  let [diff, text, tree]: [AccessDiff, string, Root] = [] as never;
  beforeAll(() => {
    const { base, head } = wideningChange(300);
    diff = diffAccess(accessOf(base), accessOf(head));
    text = commentOf(diff);
    tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  }, 120_000);

  it("is about most of them, and fits", () => {
    expect(diff.subjects.length).toBeGreaterThan(250);
    expect(diff.counts.gained).toBeGreaterThan(3000);
    expect(text.length).toBeLessThan(LIMIT);
    expect(text).toContain(`${diff.counts.gained} gained, ${diff.counts.lost} lost`);
  });

  it.each([
    ["Gained", ({ gained }: SubjectDiff) => gained],
    ["Lost", ({ lost }: SubjectDiff) => lost],
  ] as const)("shows or counts every change, and names everybody: %s", (title, of) => {
    const blocks = section(tree, title);
    const expected = diff.subjects.flatMap((subject): readonly Change[] => of(subject));
    const rows = inside(blocks).filter(({ type }) => type === "tableRow").length;
    const tables = blocks.filter(({ type }) => type === "table").length;
    const folded = /^… and (\d+) more of (\d+) subjects?/m.exec(blocks.map((node) => textOf(node)).join("\n"));
    expect(rows - tables + Number(folded?.[1] ?? 0)).toBe(expected.length);

    const codes = new Set(inside(blocks).flatMap((node) => (node.type === "inlineCode" ? [node.value] : [])));
    const keys = diff.subjects.filter((subject) => of(subject).length > 0).map(({ subject }) => subject.key);
    expect(keys.filter((key) => !codes.has(key))).toEqual([]);
    // The numbers beside the names add up to what is folded.
    const names = blocks.map((node) => textOf(node)).find((line) => /^client client-\d+ \d+,/.test(line)) ?? "";
    const sum = [...names.matchAll(/client client-\d+ (\d+)/g)].reduce((total, [, left]) => total + Number(left), 0);
    expect(sum).toBe(Number(folded?.[1] ?? 0));
  });

  it("holds whole tables only: each with its subject above it, each row with every cell, and nothing that was cut open", () => {
    for (const [index, node] of tree.children.entries()) {
      if (node.type !== "table") continue;
      expect(textOf(tree.children[index - 1] ?? node)).toMatch(/^client client-\d+ \(/);
      for (const row of node.children) expect(row.children).toHaveLength(4);
    }
    const kinds = new Set(inside([tree]).map(({ type }) => type));
    for (const broken of ["code", "html", "break", "blockquote"] as const) expect(kinds).not.toContain(broken);
    // Pipes outside of a table would be one that lost its head.
    const paragraphs = tree.children.filter(({ type }) => type === "paragraph").map((node) => textOf(node));
    expect(paragraphs.filter((line) => line.includes("|"))).toEqual([]);
    expect(text.trimEnd().split("\n").at(-1)).toContain(`digest of the gains \`${diff.digest?.full}\``);
  });
});
