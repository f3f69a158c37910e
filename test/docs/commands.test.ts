import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { loadProgram } from "../support/program.ts";
import { type Page, prose, ROOT, readPages } from "./pages.ts";

/** Commands that pages tell of before they are there. Empty in every release. */
const COMING: readonly string[] = [];

const PAGES = readPages();

const program = await loadProgram();

interface Line {
  readonly place: string;
  readonly text: string;
}

const CALL = /(?<![\w/."-])genesys-access(?= )/;

/** Lines of code blocks: a reader pastes them. Continued lines are one. */
function examples({ blocks }: Page): Line[] {
  return blocks
    .filter(({ language }) => ["", "sh", "yaml", "console"].includes(language))
    .flatMap(({ place, text }) =>
      text
        .replace(/\\\n\s*/g, " ")
        .split("\n")
        .filter((line) => /^(?:\$ |[\w=]+ )*(?:- run: )?(?:npx (?:--no )?)?genesys-access /.test(line.trim()))
        .map((line) => ({ place, text: line })),
    );
}

/** Code in a sentence or a table: placeholders and alternatives are allowed. */
function mentions(page: Page): Line[] {
  const spans = [...prose(page).matchAll(/`([^`\n]+)`/g)].map(([, span = ""]) => span);
  return spans.filter((span) => CALL.test(span)).map((text) => ({ place: page.file, text }));
}

/** The words after `genesys-access`, as a shell would take them; up to a pipe, a redirection or a comment. */
function wordsOf(text: string): string[] {
  const [, rest = ""] = text.split(CALL);
  const words = rest.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? [];
  const end = words.findIndex((word) => /^(?:[|>&;#]|&&|2>)/.test(word));
  return (end < 0 ? words : words.slice(0, end)).map((word) => word.replace(/^(["'])(.*)\1$/, "$2"));
}

function commandOf(name: string): Command | undefined {
  return program.commands.find((command) => command.name() === name);
}

/** Parses without running the command; what commander says of it, or nothing. */
function complaintOf([name = "", ...args]: readonly string[]): string {
  if (name === "help" || name.startsWith("-")) return "";
  const command = commandOf(name);
  if (command === undefined) return COMING.includes(name) ? "" : `there is no command "${name}"`;
  let said = "";
  const silent = command.exitOverride().configureOutput({ writeErr: (text) => (said += text), writeOut: () => {} });
  // The values of an earlier parse would count for this one, and as given on the command line.
  for (const option of silent.options)
    silent.setOptionValueWithSource(option.attributeName(), option.defaultValue, "default");
  try {
    silent.action(() => undefined).parse(args, { from: "user" });
    return "";
  } catch {
    return said;
  }
}

/** Only names are checked: `--github|--gitlab`, `[--base REF]` and CLIENT stand for what a reader writes. */
function unknownNames([names = "", ...args]: readonly string[]): string[] {
  return names.split("|").flatMap((name) => {
    if (/^[A-Z…<[]/.test(name) || name.startsWith("-") || name === "help" || COMING.includes(name)) return [];
    const command = commandOf(name);
    if (command === undefined) return [name];
    const known = new Set(command.options.flatMap(({ long, short }) => [long, short]));
    const used = args
      .flatMap((word) => word.replace(/[[\]]/g, "").replaceAll("\\|", "|").split("|"))
      .filter((word) => word.startsWith("--"))
      .map((word) => word.replace(/=.*/, ""));
    return used.filter((option) => option !== "--help" && !known.has(option));
  });
}

const EXAMPLES = PAGES.flatMap(examples);
const MENTIONS = PAGES.flatMap(mentions);

describe("the commands that the pages name", () => {
  it("finds them", () => {
    expect(EXAMPLES.length).toBeGreaterThan(15);
    expect(MENTIONS.length).toBeGreaterThan(40);
  });

  it.each(EXAMPLES.map(({ place, text }) => [text.trim(), place] as const))(
    "are taken as they stand: %s (%s)",
    (text) => {
      expect(complaintOf(wordsOf(text))).toBe("");
    },
  );

  it("have the options that sentences and tables give them", () => {
    const wrong = MENTIONS.flatMap(({ place, text }) =>
      unknownNames(wordsOf(text)).map((name) => `${place}: ${name} in \`${text}\``),
    );
    expect(wrong).toEqual([]);
  });

  it("are there: none that has come is still called coming", () => {
    expect(COMING.filter((name) => commandOf(name) !== undefined)).toEqual([]);
  });
});

describe("the npm scripts that the pages name", () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };

  it("exist", () => {
    const named = PAGES.flatMap(({ file, text }) =>
      [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(test)\b)/g)].map(
        ([, run, test]) => [file, run ?? test ?? ""] as const,
      ),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(([, script]) => scripts[script] === undefined)).toEqual([]);
  });
});
