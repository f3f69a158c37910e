/** Files and texts that are not what they seem: encodings, hidden characters, look-alike letters, capitals, blanks, commas, copies. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadSpec } from "../../access/language/loadSpec.ts";
import { printProblem } from "../../access/language/problem.ts";
import { specReader } from "../../access/language/specReader.ts";
import { openBase } from "../../toolkit/open/base.ts";
import { checkedText, told } from "../support/checkedText.ts";

const HEAD = "organization: { id: 58f5d08e-c7f5-4f60-b254-92c700bbecf8 }\n";
const role = (permissions: string, name = "Reader") =>
  `${HEAD}roles: { reader: { name: ${name}, purpose: Names of queues, permissions: [${permissions}] } }\n`;
const refused = (text: string) => told(checkedText(text).filter(({ level }) => level === "mandatory"));

describe("a file of another encoding", () => {
  const text = `${HEAD}# gr\u00fc\u00dfe\nroles: { reader: { name: L\u00e9cteur, permissions: ["routing:queue:view"] } }\n`;
  const encodings: [string, Buffer, string, string][] = [
    ["Latin-1", Buffer.from(text, "latin1"), "2:5", 'in "gr??e" each ? is a byte that UTF-8 does not have'],
    ["UTF-16 with a mark", Buffer.from(`\ufeff${text}`, "utf16le"), "1:1", "the file is UTF-16 (little-endian)"],
    ["UTF-16 without a mark", Buffer.from(text, "utf16le"), "1:1", "the file is UTF-16 (little-endian)"],
    ["UTF-16, big-endian", Buffer.from(`\ufeff${text}`, "utf16le").swap16(), "1:1", "the file is UTF-16 (big-endian)"],
  ];

  it.each(encodings)("is named, and what to do: %s", (_, bytes, place, message) => {
    const folder = mkdtempSync(join(tmpdir(), "encoding-"));
    mkdirSync(join(folder, "stacks"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: x\nruntime: nodejs\n");
    writeFileSync(join(folder, "stacks/prod.yaml"), bytes);
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@x.example", ...args], { cwd: folder });
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "x");
    for (const read of [specReader(folder), openBase("HEAD", folder).readText]) {
      const result = loadSpec("stacks/prod.yaml", read);
      const problems = result.ok ? [] : result.problems.map(printProblem);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain(`stacks/prod.yaml:${place} `);
      expect(problems[0]).toContain(message);
      expect(problems[0]).toContain("Save it as UTF-8");
    }
    rmSync(folder, { recursive: true });
  });

  it("is not one with a byte order mark, other scripts or emoji", () => {
    expect(
      refused(
        `\ufeff${role("routing:queue:view", '"L\u00e9cteur \u8aad\u307f\u53d6\u308a \u{1f469}\u200d\u{1f4bb} \u2764\ufe0f"')}`,
      ),
    ).toEqual([]);
  });
});

describe("characters that nobody sees are refused in names and texts", () => {
  it.each([
    ["a bidirectional mark", '"Read\\u202eer"', 'U+202E (it turns the direction of text) behind "Read"'],
    ["the same, raw", '"Read\u202eer"', "U+202E"],
    ["an isolate", '"Read\\u2066er"', "U+2066"],
    ["a control character", '"Read\\x1b[2Jer"', "U+001B (a control character)"],
    ["a zero", '"Reader\\0"', "U+0000"],
    ["a line break", '"Reader\\nAdmin"', 'a line break behind "Reader"'],
    ["a line separator", '"Reader\\u2028"', "U+2028 (a line separator)"],
    ["no width", '"Ad\\u200bmin"', "U+200B (it is invisible)"],
    ["a joiner between Latin letters", '"Ad\\u200dmin"', "U+200D"],
    ["a filler", '"Admin\\u3164"', "U+3164"],
    ["a soft hyphen", '"Ad\\u00admin"', "U+00AD"],
    ["a variation selector", '"Admin\\ufe0f"', "U+FE0F"],
  ])("%s", (_, name, message) => {
    const found = refused(role("routing:queue:view", name));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain("hidden-text roles.reader.name");
    expect(found[0]).toContain(message);
  });

  it("in keys as well", () => {
    expect(refused(`${HEAD}divisions: { "EMEA\\u200b": {} }\n`).join()).toContain("a key has the character U+200B");
  });

  it("and in comments, where they turn a line around", () => {
    const found = refused(`${role("routing:queue:view")}# harmless \u202e live ton\n`);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain("it reads otherwise than it is");
  });

  it("while a description may have several lines", () => {
    const text = `${HEAD}roles:\n  reader:\n    name: Reader\n    description: |\n      One.\n      Two.\n    permissions: [routing:queue:view]\n`;
    expect(refused(text)).toEqual([]);
  });
});

describe("letters that are not what they seem are told as such, first and once", () => {
  it.each([
    ["Cyrillic", "routing:queue:v\u0456ew", 'letter 16, "\u0456" (U+0456), is Cyrillic and looks like "i"'],
    ["Greek", "r\u03bfuting:queue:view", 'letter 2, "\u03bf" (U+03BF), is Greek and looks like "o"'],
    ["a wide colon", "routing\uff1aqueue:view", "(U+FF1A), is another character"],
    ["a blank of another kind", "routing:queue:view\u00a0", "(U+00A0), is a blank of another kind"],
  ])("%s", (_, permission, message) => {
    const [first, ...more] = refused(role(`"${permission}"`));
    expect(first).toContain(message);
    expect(first).toContain("Type `routing:queue:view` with the letters a to z.");
    expect(more).toEqual([]);
  });

  it("in scopes, roles, divisions, keys and values", () => {
    const text = `${HEAD}divisions: { EMEA: {} }
roles: { reader: { name: Reader, permissions: [routing:queue:view] } }
clients:
  app:
    name: App
    grantType: client-credenti\u0430ls
    s\u0441opes: [routing:readonly]
    grants: [{ role: r\u0435ader, divisions: [EM\u0415A] }]
`;
    const found = refused(text).join("\n");
    for (const letter of ["U+0430", "U+0441", "U+0435", "U+0415"]) expect(found).toContain(letter);
    const scope = refused(
      `${HEAD}clients: { c: { name: App, grantType: code, scopes: ["r\u043euting:readonly"], redirectUris: [https://a.contoso.example/c] } }`,
    ).filter((line) => line.includes("scope"));
    expect(scope).toHaveLength(1);
    expect(scope[0]).toContain("U+043E");
  });

  it("in one word of a name", () => {
    const [found, ...more] = refused(role("routing:queue:view", "\u0410dmin"));
    expect(found).toContain('"\u0410dmin" is one word of two alphabets');
    expect(found).toContain("U+0410");
    expect(more).toEqual([]);
  });

  it("and not in names of one alphabet each word", () => {
    expect(refused(role("routing:queue:view", '"\u041e\u0442\u0434\u0435\u043b IT, \u03a9mega"'))).toEqual([]);
  });
});

describe("wrong capitals are told as such, first and once", () => {
  it.each([
    ["Routing:Queue:View", "routing:queue:view"],
    ["analytics:conversationdetail:view", "analytics:conversationDetail:view"],
  ])("%s", (written, meant) => {
    const found = refused(role(written));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`"${written}" is written "${meant}": capitals count. Write \`${meant}\`.`);
  });

  it("and a permission that writes still writes", () => {
    expect(refused(role("Routing:Queue:Edit")).map((line) => line.split(" ")[0])).toEqual([
      "no-write-permission",
      "unknown-permission",
    ]);
  });

  it("in keys, levels and references", () => {
    const text = `${HEAD}divisions: { EMEA: {} }
roles: { reader: { Name: Reader, access: Read-Only, permissions: [routing:queue:view] } }
users: { jane@contoso.example: { grants: [{ role: Reader, divisions: [emea] }] } }
`;
    const found = refused(text).join("\n");
    for (const meant of ["name", "read-only", "reader", "EMEA"])
      expect(found).toContain(`is written "${meant}": capitals count`);
  });
});

describe("a blank behind a colon is one finding that says what happened", () => {
  it.each([
    [
      "permissions",
      `${HEAD}roles: { r: { name: R\u00e9, permissions: [quality: evaluation:view] } }\n`,
      "quality:evaluation:view",
    ],
    [
      "permissions, the second colon",
      `${HEAD}roles: { r: { name: R\u00e9, permissions: ["routing:queue": view] } }\n`,
      "routing:queue:view",
    ],
    [
      "permissions, a list of lines",
      `${HEAD}roles:\n  r:\n    name: R\u00e9\n    permissions:\n      - quality: evaluation:view\n`,
      "quality:evaluation:view",
    ],
    [
      "scopes",
      `${HEAD}clients:\n  c:\n    name: C\u00e9\n    grantType: code\n    redirectUris: [https://a.contoso.example/c]\n    scopes:\n      - routing: readonly\n`,
      "routing:readonly",
    ],
    [
      "redirect URIs",
      `${HEAD}clients:\n  c:\n    name: C\u00e9\n    grantType: code\n    redirectUris:\n      - https: //a.contoso.example/c\n`,
      "https://a.contoso.example/c",
    ],
  ])("in %s", (_, text, meant) => {
    const [found, ...more] = refused(text).filter((line) => !line.startsWith("owner-and-purpose"));
    expect(found).toContain("a blank stands behind the colon");
    expect(found).toContain(`Write \`${meant}\` without the blank.`);
    expect(more).toEqual([]);
  });
});

describe("a missing comma between brackets is one finding that names the place", () => {
  it.each([
    ["{ name: Reader, permissions: [routing:queue:view] purpose: foo }", 'before "purpose"'],
    ["{ name: Reader purpose: foo, permissions: [routing:queue:view] }", 'before "purpose"'],
    ['{ name: "Reader" purpose: foo }', 'before "purpose"'],
    [
      '{ name: Reader, permissions: ["routing:queue:view" "routing:queue:search"] }',
      'before "\\"routing:queue:search\\""',
    ],
    ["{ name: Reader,\n    permissions: [routing:queue:view]\n    purpose: foo }", 'before "purpose"'],
  ])("%s", (map, place) => {
    const [found, ...more] = refused(`${HEAD}roles:\n  reader: ${map}\nclients: {}\n`);
    expect(found).toContain(`a comma is missing ${place}`);
    expect(more).toEqual([]);
  });
});

describe("fifty thousand copies", () => {
  const copies = (line: string, count = 50_000) => Array.from({ length: count }, () => line).join(", ");

  it.each([
    ["of a permission", "routing:queue:view", "repeated-entry"],
    ["of an unknown permission", "routing:queuee:view", "unknown-permission"],
    ["of no permission", "routing:queue", "malformed-permission"],
  ])("%s are one finding, in bounded time", (_, line, code) => {
    const begin = performance.now();
    const found = refused(role(copies(line)));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(code);
    expect(performance.now() - begin).toBeLessThan(20_000);
  });
});

describe("two names that look the same and are not", () => {
  it.each([
    ["by a letter of another alphabet", "СОР", "COP", "is Cyrillic"],
    ["by accents that are composed otherwise", "Équipe", "E\u0301quipe", "composed otherwise"],
    ["by a blank of another kind", "EMEA Sales", "EMEA\u00a0Sales", "a blank of another kind"],
  ])("are refused: %s", (_, one, other, message) => {
    const [found, ...more] = refused(`${HEAD}divisions: { "${one}": {}, "${other}": {} }\n`);
    expect(found).toContain("look-alike-name");
    expect(found).toContain(message);
    expect(more).toEqual([]);
  });
});

it("a role called policies has a name of one line, too", () => {
  const [found] = refused(
    `${HEAD}roles: { policies: { name: "A\\nB", purpose: Names of queues, permissions: [routing:queue:view] } }\n`,
  );
  expect(found).toContain("a line break");
});
