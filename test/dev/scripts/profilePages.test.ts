import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { allProfiles } from "../../../access/intent/profiles.ts";
import { loadSpec } from "../../../access/language/loadSpec.ts";
import { profilePages } from "../../../dev/scripts/docs/profilePages.ts";
import { generate } from "../../../dev/scripts/generateDocs.ts";

describe("the pages of the profiles", () => {
  const pages = profilePages.pages();

  it("are up to date", () => {
    expect(generate(profilePages, false)).toEqual([]);
  });

  it("are one for each profile, and a table that links to all of them", () => {
    const [table, ...others] = pages;
    expect(others.map(({ path }) => path)).toEqual(allProfiles().map(({ name }) => `docs/profiles/${name}.md`));
    for (const { name } of allProfiles()) expect(table?.text).toContain(`[${name}](${name}.md)`);
  });

  it.each(pages.slice(1))(
    "$path has an example that loads, tables in shape, and no lines that run together",
    ({ text }) => {
      const [, example = ""] = /```yaml\n([\s\S]*?)```/.exec(text) ?? [];
      expect(Object.keys(parse(example))).toEqual(["roles"]);
      const spec = `organization: { id: 2f6c8a10-5b1d-4c57-9f0e-6f0a3c1d2e4b }\n${example}`;
      expect(loadSpec("a.yaml", () => spec)).toMatchObject({ ok: true });
      for (const [table] of text.matchAll(/(^\|.*\|\n)+/gm)) {
        const widths = table
          .trimEnd()
          .split("\n")
          .map((line) => line.replaceAll("\\|", "").split("|").length);
        expect(new Set(widths).size).toBe(1);
      }
      expect(text).not.toMatch(/\n{3}|undefined|\[object/);
    },
  );
});
