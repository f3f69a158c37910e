/** What a surface answers to an attack, in lines that a table can name. */

/** A surface: something that a change passes on its way to the org. */
export const SURFACES = ["check", "diff", "preview", "pack", "up"] as const;
export type Surface = (typeof SURFACES)[number];

export interface Answer {
  readonly code: number;
  readonly verdict?: string;
  /** Findings, gains and errors, each with the place in the files where it has one: `<what> at <file>:<line>`. */
  readonly says: readonly string[];
}

interface Place {
  readonly file: string;
  readonly line: number;
}

const at = (place: Place | undefined) => (place ? ` at ${place.file}:${place.line}` : "");

/** An open finding or a problem of a file, as reports of `check` and `preview` hold it. */
export interface Finding {
  readonly id: string;
  readonly status: string;
  readonly position: Place;
}

export function findingLines(results: readonly Finding[]): string[] {
  return results.filter(({ status }) => status === "open").map(({ id, position }) => `${id}${at(position)}`);
}

/** A difference, as the JSON of `diff` and `preview` holds it. */
export interface Difference {
  readonly verdict: string;
  readonly subjects: readonly {
    readonly type: string;
    readonly key: string;
    readonly gained: readonly Change[];
    readonly unknown: readonly Change[];
  }[];
  readonly terms: readonly {
    readonly direction: string;
    readonly present: boolean;
    readonly kind: string;
    readonly value: string;
    readonly position?: Place;
  }[];
  readonly notCovered: readonly string[];
}

interface Change {
  readonly direction: string;
  readonly name: string;
  readonly cause: { readonly position?: Place };
}

/** What is gained: permissions, and terms. What is lost is no attack. */
export function gainLines({ subjects, terms }: Difference): string[] {
  const gained = subjects.flatMap(({ key, gained, unknown }) =>
    [...gained, ...unknown.filter(({ direction }) => direction === "gained")].map(
      ({ name, cause }) => `${key} gains ${name}${at(cause.position)}`,
    ),
  );
  const given = terms
    .filter(({ direction }) => direction === "gained")
    .map(({ present, kind, value, position }) => `${present ? "" : "no longer "}${kind} ${value}${at(position)}`);
  return [...gained, ...given];
}

/** The findings in the text of the program and the pack: `<file>:<line>:<column> … [<id>]`. */
export function printedFindings(text: string): string[] {
  const found = text.matchAll(/^\s*(?:- )?(\S+?):(\d+):\d+ .*\[([a-z-]+\/[^\n]*)\]$/gm);
  return [...found].map(([, file, line, id]) => `${id} at ${file}:${line}`);
}

/** The lines that the base itself does not say: places move when lines do. */
export function newIn(answer: Answer, base: Answer): Answer {
  const known = new Set(base.says.map(withoutPlace));
  return { ...answer, says: answer.says.filter((line) => !known.has(withoutPlace(line))) };
}

function withoutPlace(line: string): string {
  return line.replace(/ at \S+$/, "");
}
