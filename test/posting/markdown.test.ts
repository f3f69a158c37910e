import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { expect, test } from "vitest";
import { fromFork, inCodeBlock } from "../../posting/index.ts";

test("plain text stays one code block, whatever fences it holds", () => {
  const line = fc.string({ unit: fc.constantFrom("`", "~", "#", " ", "a", "\n", ">") });
  fc.assert(
    fc.property(line, (text) => {
      const { children } = fromMarkdown(inCodeBlock(text));
      expect(children).toMatchObject([{ type: "code", value: text.trimEnd() }]);
    }),
  );
});

test("a fork's report says that it is one, and mentions nobody", () => {
  const body = fromFork("Ask @acme/security.");
  expect(body).toMatch(/^> \*\*From a fork\.\*\*/);
  expect(body).not.toMatch(/@[\w-]/);
});
