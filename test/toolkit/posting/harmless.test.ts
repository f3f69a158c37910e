import fc from "fast-check";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import { renderComment } from "../../../access/report/comment/index.ts";
import { harmless } from "../../../toolkit/posting/harmless.ts";
import { fullModel } from "../../access/report/comment/models.ts";

function nodes(node: Nodes): Nodes[] {
  return [node, ...("children" in node ? node.children.flatMap(nodes) : [])];
}

function nodesOf(markdown: string): Nodes[] {
  return nodes(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
}

const NEVER = ["link", "linkReference", "image", "imageReference", "definition", "html", "footnoteReference", "delete"];

const PIECES = [
  ..."@team |@org/admins |#123 |GH-12 |owner/repo#5|!17 |$x$ |deadbeefcafe |:// |\n|\n\n|`|```\n|~~~\n|*|_|**| | |> |- [ ] |1. ".split(
    "|",
  ),
  ..."<b>~<!-- ~ -->~<img src=x onerror=y>~</details>~[x](https://evil.example)~![x](https://evil.example/p.png)~[x]: https://evil.example\n~[x]~[^1]".split(
    "~",
  ),
  ..."https://evil.example www.evil.example a@evil.example ~~no~~ | :--- \\ &amp; &#64;team ### === ---".split(" "),
];

describe("Markdown that a fork wrote", () => {
  it("is the same where it is a report of ours", () => {
    const report = renderComment(fullModel("bi"));
    expect(harmless(report)).toBe(report);
  });

  it("links to nothing, shows no picture and mentions nobody, whatever it holds", () => {
    const hostile = fc
      .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "binary", maxLength: 4 })), { maxLength: 12 })
      .map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(hostile, (text) => {
        const seen = nodesOf(harmless(text));
        expect(seen.map(({ type }) => type).filter((type) => NEVER.includes(type))).toEqual([]);
        const words = seen.flatMap((node) => (node.type === "text" ? [node.value] : []));
        expect(words.filter((word) => /[@#!$][\w"]|www\.|:\/\/|\b[0-9a-f]{7,64}\b|\b[A-Z]+-\d/i.test(word))).toEqual(
          [],
        );
      }),
      { numRuns: 300 },
    );
  });

  it("keeps what it takes away readable, as code", () => {
    expect(harmless("See [the page](https://evil.example) <b>now</b>.\n\n<!-- hidden -->")).toBe(
      "See `[the page](https://evil.example)` `<b>`now`</b>`.\n\n```\n<!-- hidden -->\n```\n",
    );
  });
});

it("A formula of a fork is shown as the text that it was written as", () => {
  for (const formula of ["$$\\color{green}{approved}$$", "$\\href{x}{y}$", "$`x`$"]) {
    expect(harmless(formula)).not.toMatch(/(?<!\\)\$(?=[^`])|\$\$/);
  }
});
