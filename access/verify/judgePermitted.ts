/** Where the org itself says that a permission holds. */
import { quote } from "../values/flaw.ts";
import { isAnswer, type ProbeAnswer, permittedBody } from "./answer.ts";
import { ambiguous, few, type Judgement, proved, refuted, type Session } from "./judgement.ts";
import type { Expects } from "./probe.ts";

interface Permitted {
  readonly everywhere: boolean;
  readonly divisions: readonly { readonly id: string; readonly name: string }[];
  readonly cut: boolean;
}

/** Undefined where the org did not say. */
function permittedOf(answer: ProbeAnswer): Permitted | undefined {
  if (!isAnswer(answer)) return undefined;
  const parsed = answer.bodies.map((body) => permittedBody.safeParse(body));
  if (parsed.length === 0 || parsed.some(({ success }) => !success)) return undefined;
  const pages = parsed.flatMap(({ data }) => data ?? []);
  return {
    everywhere: pages.some(({ allDivsPermitted }) => allDivsPermitted === true),
    divisions: pages.flatMap(({ entities }) => entities ?? []),
    cut: answer.cut,
  };
}

const NOT_SAID = "The org did not say where the permission holds: it may not know it.";

/** Exactly where the spec says. */
export function judgePermitted(
  answer: ProbeAnswer,
  { where, leaks }: Extract<Expects, { what: "permitted" }>,
  control: Session | undefined,
  session: Session,
): Judgement {
  const found = permittedOf(answer);
  if (!found) return ambiguous("no divisions", NOT_SAID);
  const { everywhere, divisions, cut } = found;
  const count = divisions.length;
  if (where.everywhere)
    return everywhere ? proved("in all divisions", { count }) : refuted("not in all divisions", { count });
  const more = divisions.filter(({ id }) => !where.divisionIds.includes(id));
  if (everywhere || more.length > 0) {
    const words = everywhere ? "in all divisions" : `${few(more.map(({ id, name }) => quote(name || id)))} besides`;
    if (leaks)
      return ambiguous(words, "No division limits this permission, so that the org may name all of them.", { count });
    return refuted(words, { count });
  }
  const fewer = where.divisionIds.filter((id) => !divisions.some((one) => one.id === id));
  if (cut) return notAllRead("some of the divisions", count);
  if (fewer.length > 0) return refuted(`not in ${few(fewer)}`, { count });
  return count > 0 ? proved("in those divisions", { count }) : empty(control ?? session, count);
}

/** Somewhere, or in one division; or not. */
export function judgeHeld(
  answer: ProbeAnswer,
  { what, divisionId }: Extract<Expects, { what: "held" | "not held" }>,
  control: Session | undefined,
  session: Session,
): Judgement {
  const found = permittedOf(answer);
  if (!found) return ambiguous("no divisions", NOT_SAID);
  const { everywhere, divisions, cut } = found;
  const count = divisions.length;
  const isHeld = everywhere || (divisionId === undefined ? count > 0 : divisions.some(({ id }) => id === divisionId));
  const words = everywhere
    ? "in all divisions"
    : count === 0
      ? "in no division"
      : `in ${few(divisions.map(({ id, name }) => quote(name || id)))}`;
  if (isHeld) return what === "held" ? proved(words, { count }) : refuted(words, { count });
  if (cut) return notAllRead(words, count);
  return what === "held"
    ? refuted(words, { count })
    : empty(
        count > 0 ? { stands: true, words: "The answer named other divisions" } : (control ?? session),
        count,
        words,
      );
}

function notAllRead(words: string, count: number): Judgement {
  return { verdict: "not provable", reason: "budget", words, remark: "Not all of the divisions were read.", count };
}

/** Nothing is also what an org says that answers everything so. */
function empty({ stands, words: control }: Session, count: number, words = "in no division"): Judgement {
  if (stands) return proved(words, { count, control });
  return {
    verdict: "not provable",
    reason: "no control",
    words,
    count,
    remark: "The same question had no other answer in this run.",
  };
}
