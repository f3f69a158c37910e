import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { completePackage, linesToAdd, type WantedValue } from "../../../toolkit/init/packageJson.ts";

const WANTED: readonly WantedValue[] = [
  { key: "type", value: "module" },
  { section: "dependencies", key: "a", value: "1.0.0" },
  { section: "dependencies", key: "b", value: "^2.0.0" },
  { section: "devDependencies", key: "c", value: "3.0.0" },
];

describe("a package.json of somebody else", () => {
  it("gets the missing keys in its own indentation, and keeps every other character", () => {
    const before = '{\n    "name": "x",\n    "files": ["a", "b"],\n    "dependencies": {\n        "z": "1"\n    }\n}\n';
    expect(completePackage(before, WANTED).text).toBe(
      '{\n    "name": "x",\n    "files": ["a", "b"],\n    "dependencies": {\n        "z": "1",\n        "a": "1.0.0",\n        "b": "^2.0.0"\n    },\n' +
        '    "type": "module",\n    "devDependencies": {\n        "c": "3.0.0"\n    }\n}\n',
    );
  });

  it.each([
    ["tabs", '{\n\t"name": "x"\n}\n', '\n\t"type": "module"', '\n\t\t"a": "1.0.0"'],
    ["CRLF", '{\r\n  "name": "x"\r\n}\r\n', '\r\n  "type": "module"', '\r\n    "a": "1.0.0"'],
    ["a byte order mark", '\uFEFF{\n  "name": "x"\n}', '\n  "type": "module"', '\n    "a": "1.0.0"'],
    ["empty sections", '{\n  "dependencies": {},\n  "name": "x"\n}', '\n  "type": "module"', '{\n    "a": "1.0.0"'],
    ["no key at all", "{}", '\n  "type": "module"', '\n    "a": "1.0.0"'],
    [
      "braces in texts",
      '{\n  "name": "x }{ \\" ,",\n  "x": [{ "]": "}" }]\n}',
      '\n  "type": "module"',
      '\n    "a": "1.0.0"',
    ],
  ])("keeps %s", (_, before, ...lines) => {
    const { text = "" } = completePackage(before, WANTED);
    for (const line of lines) expect(text).toContain(line);
    expect(text.startsWith(before.slice(0, 1))).toBe(true);
    if (before.includes("\r\n")) expect(text.replaceAll("\r\n", "")).not.toContain("\n");
    expect(completePackage(text, WANTED)).toEqual({ missing: [] });
  });

  it("keeps the user's values, in whatever section a dependency stands", () => {
    const before =
      '{\n  "type": "module",\n  "devDependencies": { "a": "file:a.tgz", "b": "*" },\n  "peerDependencies": { "c": "1" }\n}';
    expect(completePackage(before, WANTED)).toEqual({ missing: [] });
  });

  it("is not touched where a line of one's own cannot be added: the lines are told instead", () => {
    const { text, missing } = completePackage('{ "name": "x" }\n', WANTED);
    expect(text).toBeUndefined();
    expect(linesToAdd(missing)).toEqual([
      '"type": "module"',
      '"dependencies": {',
      '  "a": "1.0.0"',
      '  "b": "^2.0.0"',
      "}",
      '"devDependencies": {',
      '  "c": "3.0.0"',
      "}",
    ]);
  });

  it("is not touched where a key stands twice", () => {
    expect(completePackage('{\n  "x": 1,\n  "x": 2\n}', WANTED).text).toBeDefined();
    const { text = "" } = completePackage(
      '{\n  "dependencies": {},\n  "dependencies": {\n    "q": "1"\n  }\n}',
      WANTED,
    );
    expect(JSON.parse(text).dependencies).toEqual({ q: "1", a: "1.0.0", b: "^2.0.0" });
  });

  it.each([
    ["// mine\n{}", "package.json is not JSON that npm can read"],
    ["", "package.json is not JSON"],
    ["[]", "it is no object"],
    ['{ "dependencies": [] }', '"dependencies" is no object'],
  ])("is refused when npm could not read it: %j", (text, message) => {
    expect(() => completePackage(text, WANTED)).toThrow(message);
  });

  it("holds everything that it held, for any JSON", () => {
    const values = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(values, fc.constantFrom(2, 4, "\t"), (before, indent) => {
        for (const section of ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies", "type"])
          delete before[section];
        const { text } = completePackage(JSON.stringify(before, null, indent), WANTED);
        const after = JSON.parse(text ?? "") as Record<string, unknown>;
        expect(after).toEqual({ ...JSON.parse(JSON.stringify(before)), ...after });
        expect(after).toMatchObject({
          type: "module",
          dependencies: { a: "1.0.0", b: "^2.0.0" },
          devDependencies: { c: "3.0.0" },
        });
      }),
    );
  });
});
