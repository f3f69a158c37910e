/** The text of a comment or an issue, against what a platform keeps of it. */
import { PostingError } from "./postingError.ts";

/** Platforms may change line ends and drop blanks at the end. */
export function visible(text: string): string {
  return text.replaceAll("\r\n", "\n").trim();
}

/** @throws PostingError where a body has more characters than the platform takes */
export function refuseTooLong(body: string, limit: number, what: "comment" | "issue"): void {
  const length = [...body].length;
  if (length <= limit) return;
  throw new PostingError(
    "too-long",
    `The ${what} has ${length} characters and the platform takes ${limit}. Shorten the body, or keep the long form as an artifact of the run and link it.`,
  );
}
