/** The pages that people read, and the code blocks in them. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "..", "..");

export interface Page {
  /** Relative to the root, with `/`. */
  readonly file: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

export interface Block {
  /** Page and line of the fence, for messages. */
  readonly place: string;
  /** First word after the fence: `yaml`, `sh`; empty for plain text. */
  readonly language: string;
  readonly text: string;
}

export function readPages(): Page[] {
  const names = ["README.md", "SECURITY.md", ...globSync("docs/**/*.md", { cwd: ROOT }).sort()];
  return names.map((name) => {
    const file = name.replaceAll("\\", "/");
    const text = readFileSync(join(ROOT, file), "utf8");
    return { file, text, blocks: blocksOf(file, text) };
  });
}

/** The text of a page outside its code blocks. */
export function prose({ text }: Page): string {
  return text.replace(/^```.*\n[\s\S]*?^```$/gm, "");
}

function blocksOf(file: string, text: string): Block[] {
  return [...text.matchAll(/^```(\w*).*\n([\s\S]*?)^```$/gm)].map(({ index, 1: language = "", 2: body = "" }) => ({
    place: `${file}:${text.slice(0, index).split("\n").length}`,
    language,
    text: body,
  }));
}
