/** The lines of .gitignore that keep installed packages, state and credentials out of git. */
import { appendLines, isComment, linesOf } from "./addLines.ts";

/** npm leaves files of this name out of a package, so that its text stands here; templates/project holds the same for `pulumi new`. */
export const GITIGNORE = `node_modules/
# State of a backend in this folder, and what Pulumi keeps beside it.
/.state/
/.pulumi/
# Credentials, for instance of \`genesys-access fleet --env-dir env\`.
*.env
`;

/** The text with the lines that it lacks; undefined where it lacks none. */
export function completeGitignore(text: string): string | undefined {
  const present = new Set(linesOf(text).map(bare));
  const missing = linesOf(GITIGNORE).filter((line) => !isComment(line) && !present.has(bare(line)));
  return missing.length === 0 ? undefined : appendLines(text, ["# genesys-access", ...missing]);
}

/** `node_modules`, `/node_modules` and `node_modules/` keep the same folder of this repository out. */
function bare(line: string): string {
  return line.replace(/^\//, "").replace(/\/$/, "");
}
