/**
 * What a probe of this org saw, beside what is said of every org. It is told and decides nothing: who proposes a change may propose the file as well, so that no
 * finding goes, comes or changes its level by it, and the file is named with every sentence.
 */
import { quoted } from "../values/untrusted.ts";
import type { ObservedOrg } from "./model.ts";
import { sentenceOf } from "./sentences.ts";

/** A remark of ours that nobody could verify, in brackets at the end of a sentence. */
const UNVERIFIED = /\s*\(unverified[^()]*\)/g;

/** A sentence with what was seen of these questions; undefined where nothing was. */
export function observedAdvice(observed: ObservedOrg | undefined, ids: readonly string[]): string | undefined {
  if (observed === undefined) return undefined;
  const { file, behaviour } = observed;
  const seen = ids.flatMap((id) => {
    const answer = behaviour.questions.find((one) => one.id === id)?.answer;
    return answer === undefined ? [] : (sentenceOf(id, answer) ?? []);
  });
  if (seen.length === 0) return undefined;
  return `Seen in this org on ${behaviour.observedAt.slice(0, 10)} (${quoted(file)}): ${seen.join(" ")}`;
}

/** The text with what was seen in place of "unverified"; as it is where nothing was. */
export function withObserved(text: string, observed: ObservedOrg | undefined, ids: readonly string[]): string {
  const advice = observedAdvice(observed, ids);
  if (advice === undefined) return text;
  const known = text.replace(UNVERIFIED, "");
  return `${known}${/[.!?]$/.test(known) ? "" : "."} ${advice}`;
}
