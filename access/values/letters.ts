/**
 * Letters that are not what they seem: a Cyrillic `і` in `routing:queue:vіew` makes another word of it, and nobody sees which. Names of the vendor
 * and of the language are ASCII, so that any other letter in them is a mistake or a trick.
 */

/** Letters of other scripts, each followed by the ASCII one that it looks like. After the table of confusables of Unicode (UTS 39), its plain part. */
const LOOK_ALIKES = new Map(
  (
    "аa вb еe оo рp сc уy хx ѕs іi јj һh ԁd ԛq ԝw кk ӏl ѡw АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ЅS ІI ЈJ ӀI ԚQ ԜW " +
    "αa οo νv ρp ιi κk υu χx ηn γy ωw ϲc ϳj εe τt ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ϹC " +
    "օo սu հh ոn ցg ՕO ԼL ՍU ɑa ɡg ıi ȷj ɩi ʀr ʏy ꞉: ː: ∶: ᛬: ׃: ‐- ‑- ‒- –- —- −- ⁃- ∕/ ⁄/ ’' ‘' ‚, ‛'"
  )
    .split(" ")
    .map((pair) => [...pair] as [string, string]),
);

const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Cyrillic}/u, "Cyrillic"],
  [/\p{Script=Greek}/u, "Greek"],
  [/\p{Script=Armenian}/u, "Armenian"],
  [/\p{Script=Hebrew}/u, "Hebrew"],
  [/\p{Script=Latin}/u, "another Latin letter"],
  [/\p{Zs}/u, "a blank of another kind"],
];

/** A character that looks like another. */
export interface OtherLetter {
  /** From 1, as people count. */
  readonly place: number;
  readonly letter: string;
  /** The ASCII text that it looks like. */
  readonly like: string;
  /** `Cyrillic`, `Greek`, … */
  readonly kind: string;
}

/** The text with the ASCII letters that it seems to have. Letters that look like none stay. */
export function plainLetters(text: string): string {
  return [...text].map((letter) => likeOf(letter) ?? letter).join("");
}

/** Every letter of a text that looks like an ASCII one and is none. */
export function otherLetters(text: string): OtherLetter[] {
  return [...text].flatMap((letter, index) => {
    const like = likeOf(letter);
    return like === undefined ? [] : [{ place: index + 1, letter, like, kind: kindOf(letter) }];
  });
}

/** `letter 15, "і" (U+0456), is Cyrillic and looks like "i"`, and how many more there are. */
export function otherLettersText([first, ...more]: readonly OtherLetter[]): string {
  if (!first) return "";
  const { place, letter, like, kind } = first;
  const others = more.length === 0 ? "" : `; so are ${more.length} more (${more.map((one) => one.place).join(", ")})`;
  return `letter ${place}, "${letter}" (${codePoint(letter)}), is ${kind} and looks like "${like}"${cut(others)}`;
}

/** `U+0456`. */
export function codePoint(letter: string): string {
  return `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** One word that mixes Latin letters with letters of another script that all look like Latin ones. */
export function mixedWord(text: string): string | undefined {
  return text.split(/[^\p{L}\p{M}]+/u).find((word) => {
    const foreign = [...word].filter((letter) =>
      /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u.test(letter),
    );
    return foreign.length > 0 && foreign.every((letter) => LOOK_ALIKES.has(letter)) && /\p{Script=Latin}/u.test(word);
  });
}

const LONGEST_LIST = 60;

function cut(text: string): string {
  return text.length > LONGEST_LIST ? `${text.slice(0, LONGEST_LIST)}…)` : text;
}

function likeOf(letter: string): string | undefined {
  if (letter <= "\u007f") return undefined;
  const like = LOOK_ALIKES.get(letter) ?? letter.normalize("NFKC");
  return /^[\x20-\x7e]+$/.test(like) ? like : undefined;
}

function kindOf(letter: string): string {
  return SCRIPTS.find(([script]) => script.test(letter))?.[1] ?? "another character";
}
