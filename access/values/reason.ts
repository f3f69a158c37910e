/** Texts that have to give a reason or a name: a dot or `CHANGE_ME` fills the key and says nothing. */

import { quote } from "./flaw.ts";

/** What people write where they have nothing to say yet: letters and digits alone, in lower case. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(
  `change changeit changeme changethis replaceme fillin fillme fillmein todo tobedone tbd tobedefined tobedetermined tba tbc
  fixme placeholder later pending missing empty blank none null nil undefined nothing na notapplicable notavailable nobody
  someone somebody anyone unknown unspecified default dummy sample test testing temp tmp foo bar baz foobar asdf asdfgh
  qwerty abc loremipsum reason thereason yourreason justification yourjustification purpose yourpurpose owner yourowner
  legalbasis yourlegalbasis description text yourtext your_team yes no ok okay because justbecause why whatever`
    .split(/\s+/)
    .map(plain),
);

/** Words that begin or end a text which somebody meant to replace: `TODO: say why`. In capitals alone, and a sentence may speak of them. */
const MARK =
  /^(?:CHANGE[_ -]?ME|REPLACE[_ -]?ME|FILL[_ -]?ME(?:[_ -]?IN)?|TODO|FIXME|TBD)(?!\p{L})|(?<!\p{L})(?:CHANGE[_ -]?ME|TODO|FIXME|TBD)[\s.:!?…]*$/u;

/** `<why>`, `{{ reason }}`, `[reason]`, `$REASON`: the place of a text in a template. */
const TEMPLATE = /^(?:<[^<>]*>|\{+[^{}]*\}+|\[[^[\]]*\]|\$\{?\w+\}?|%\w+%)$/;

/** True where the text says something: it has two letters at least, and is no placeholder. */
export function saysSomething(text: string | undefined): text is string {
  const trimmed = text?.trim() ?? "";
  const letters = trimmed.match(/\p{L}/gu) ?? [];
  if (letters.length < 2 || new Set(letters.map((letter) => letter.toLowerCase())).size === 1) return false;
  return !PLACEHOLDERS.has(plain(trimmed)) && !MARK.test(trimmed) && !TEMPLATE.test(trimmed);
}

/** `no purpose`, or what stands there instead of one: `only "CHANGE_ME" as purpose`. */
export function lackOf(what: string, text: string | undefined): string {
  const trimmed = text?.trim() ?? "";
  return trimmed === "" ? `no ${what}` : `only ${quote(trimmed)} as ${what}`;
}

/** The same of a grant: `without a justification`, or `with only "." as justification`. */
export function withoutReason(justification: string | undefined): string {
  return justification?.trim() ? `with ${lackOf("justification", justification)}` : "without a justification";
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
