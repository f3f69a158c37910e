/** The lines of CODEOWNERS for the files that decide: a change of one needs the review of its owners. */
import { appendLines, isComment, linesOf } from "./addLines.ts";

/** The places of CODEOWNERS that the platforms look at, the first that exists wins: GitHub's order, then GitLab's own folder. */
export const CODEOWNERS_PLACES = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"] as const;

/**
 * No account: GitHub calls each line with it an error and skips it, so that an earlier line keeps its owners. The name of an account that
 * nobody has would take their ownership away instead, without a word.
 */
export const PLACEHOLDER_OWNER = "REPLACE-THIS-OWNER";

export interface CodeownersLines {
  readonly text: string;
  /** A line still waits for its owner. */
  readonly needsOwner: boolean;
}

/**
 * The text with the lines that it lacks; undefined where it lacks none. New lines stand last and therefore win: they get the owners of
 * everything (`*`), where the file names some.
 */
export function completeCodeowners(text: string, template: string): CodeownersLines | undefined {
  const lines = linesOf(text).filter((line) => !isComment(line));
  const present = new Set(lines.map(patternOf));
  const missing = linesOf(template).filter((line) => !isComment(line) && !present.has(patternOf(line)));
  if (missing.length === 0) return undefined;
  const owners = lines.findLast((line) => patternOf(line) === "*")?.replace(/^\*\s*|\s*#.*$/g, "") || PLACEHOLDER_OWNER;
  // GitLab's sections: a line belongs to the section above it, which may be an optional one.
  const section = lines.some((line) => /^\^?\[/.test(line)) ? ["[Access as code]"] : [];
  const isPlaceholder = owners === PLACEHOLDER_OWNER;
  const added = missing.map((line) => line.replace(PLACEHOLDER_OWNER, () => owners));
  return {
    text: appendLines(text, [...section, ...commentsOf(template, isPlaceholder), ...added]),
    needsOwner: isPlaceholder,
  };
}

/** Some line still names the placeholder; words about it in a comment do not count. */
export function needsOwner(text: string): boolean {
  return linesOf(text).some((line) => !isComment(line) && line.includes(PLACEHOLDER_OWNER));
}

/** The reasons, and the words about the placeholder where it is used. */
function commentsOf(template: string, withPlaceholder: boolean): string[] {
  const comments = linesOf(template).filter(isComment);
  const aboutOwner = comments.findIndex((line) => line.includes(PLACEHOLDER_OWNER));
  return withPlaceholder || aboutOwner < 0 ? comments : comments.slice(0, aboutOwner);
}

function patternOf(line: string): string {
  return line.split(/\s+/)[0] ?? "";
}
