/** docs/architecture.md names files, folders and what is in them. The npm scripts of all pages: commands.test.ts. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import rooms from "../../dev/rooms.json" with { type: "json" };
import { type Page, prose, ROOT, readPages } from "./pages.ts";

const PAGE = readPages().find(({ file }) => file === "docs/architecture.md") as Page;
const TEXT = prose(PAGE);

/** Code in sentences and tables that is a path: one word with a slash or the ending of a file. */
const PATH = /^[\w.][\w./-]*(?:\/|\.(?:[cm]?[jt]s|json|md|ya?ml|tsv|txt))$|^[\w.][\w.-]*\/[\w./-]+$/;
const PATHS = [
  ...new Set(
    [...TEXT.matchAll(/`([^`\n]+)`/g)]
      .flatMap(([, code = ""]) => code.split(" "))
      .filter((word) => PATH.test(word) && !word.startsWith("genesys-cloud-access")),
  ),
];

/** Folders that only a build makes. */
const MADE = ["dist/"];

/** "`name` in `file`", and "`name` (`file`)". */
const NAMED = [...TEXT.matchAll(/`(\w+)` (?:in |\()`([\w./-]+\.ts)`/g)].map(
  ([, name = "", file = ""]) => [name, file] as const,
);

interface Place {
  readonly path: string;
  readonly about: string;
}

/** The lines of the map: a folder, and those of it that are indented below. */
function mapOf({ blocks }: Page): Place[] {
  let room = "";
  return (blocks[0]?.text ?? "").split("\n").flatMap((line) => {
    const [, indent = "", name = "", about = ""] = /^( *)(\S+) {2,}(.*)$/.exec(line) ?? [];
    if (name === "") return [];
    if (indent === "") room = name;
    return [{ path: indent === "" ? name : `${room}${name}`, about }];
  });
}

const MAP = mapOf(PAGE);

describe("docs/architecture.md", () => {
  it("is read", () => {
    expect(PATHS.length).toBeGreaterThan(90);
    expect(NAMED.length).toBeGreaterThan(15);
    expect(MAP.length).toBeGreaterThan(35);
  });

  it("names files and folders that exist, folders with a slash at their end", () => {
    const wrong = PATHS.filter((path) => !MADE.includes(path)).filter((path) => !isThere(path));
    expect(wrong).toEqual([]);
  });

  it("names functions and tables that are in the files it says", () => {
    const wrong = NAMED.filter(
      ([name, file]) => !new RegExp(`\\b${name}\\b`).test(readFileSync(join(ROOT, file), "utf8")),
    );
    expect(wrong).toEqual([]);
  });

  it("has a map of places that exist", () => {
    expect(MAP.map(({ path }) => path).filter((path) => !isThere(path))).toEqual([]);
    const inside = MAP.flatMap(({ path, about }) =>
      [...about.matchAll(/(?<![\w/])([\w-]+\/)(?=[ ),]|$)/g)].map(([, name = ""]) => [path, name] as const),
    );
    const known = inside.filter(([path, name]) => isThere(`${path}${name}`) || isThere(name));
    expect(inside.filter((one) => !known.includes(one))).toEqual([]);
  });

  it("has every room on its map, the folders of the model, and those below the verbs of the toolkit", () => {
    const wanted = [
      ...Object.keys(rooms.product),
      ...rooms.development,
      ...rooms.withoutCode.filter((room) => !room.startsWith(".")),
      ...rooms.access.flat().map((folder) => `access/${folder}`),
      ...Object.keys(rooms.toolkit.below).map((folder) => `toolkit/${folder}`),
    ];
    const shown = new Set(MAP.map(({ path }) => path));
    expect(wanted.filter((room) => !shown.has(`${room}/`))).toEqual([]);
  });
});

function isThere(path: string): boolean {
  const file = join(ROOT, path);
  return existsSync(file) && statSync(file).isDirectory() === path.endsWith("/");
}
