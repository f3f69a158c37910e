/** One colour scheme for the texts of all commands: what refuses is red, what asks for a look is yellow, what is fine is green. */
import { type Paint, painter } from "../access/report/paint.ts";

type Tone = "red" | "yellow" | "green";

const TONES: Readonly<Record<Tone, readonly string[]>> = {
  red: ["denied", "missing", "refused", "failed", "invalid", "error"],
  yellow: [
    "undecided",
    "warn",
    "widened",
    "mixed",
    "unknown",
    "interrupted",
    "not run",
    "differs",
    "updated",
    "overwritten",
  ],
  green: ["allowed", "ok", "narrowed", "unchanged", "applied", "previewed", "created", "added lines", "kept"],
};

const TONE_OF = new Map(
  (Object.keys(TONES) as Tone[]).flatMap((tone) => TONES[tone].map((word) => [word, tone] as const)),
);
const WORD = [...TONE_OF.keys()].join("|");

/** Places where a text of ours says how something ended. Group 2 is the word. */
const PLACES: readonly RegExp[] = [
  new RegExp(`^(Verdict: )(${WORD})\\b`),
  // `explain`, `doctor`: the line begins with it.
  new RegExp(`^()(${WORD})(?=:| \\(|  )`),
  // `who-can`, `fleet`, `init`: a cell of a table.
  new RegExp(`^(\\S.*?  )(${WORD})(?=$| \\(|  )`),
];

/** Headings of sections, by their exact text or their beginning. */
const HEADING =
  /^(Gained|Lost|Unknown|Other gains|Other losses|Renamed|Not covered|Refused|Waived and advised|The preview failed|Changed in the org since the last update|Missing: .*|Errors: .*|Warnings: .*|Advice: .*|STACK {2,}.*|subject {2,}.*)$/;
/** A gain is what a reviewer looks for. */
const GAIN = /^ +\+ /;
const DIGEST = /^Digest of exactly /;

/** The text with colours. A name that happens to be such a word is coloured as well, which says nothing about it. */
export function highlighted(text: string): string {
  const paint = painter(true);
  return text
    .split("\n")
    .map((line) => colored(line, paint))
    .join("\n");
}

function colored(line: string, paint: Paint): string {
  if (HEADING.test(line)) return paint.bold(line);
  if (DIGEST.test(line)) return paint.dim(line);
  if (GAIN.test(line)) return paint.yellow(line);
  for (const place of PLACES) {
    const [whole, before = "", word = ""] = place.exec(line) ?? [];
    const tone = TONE_OF.get(word);
    if (whole !== undefined && tone !== undefined) return `${before}${paint[tone](word)}${line.slice(whole.length)}`;
  }
  return line;
}
