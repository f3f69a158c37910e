/** Real calls: an answer, a refusal, or nothing of other divisions. How a denial looks: docs/verify.md. */
import { quote } from "../values/flaw.ts";
import { isAnswer, listedRow, listingBody, type ProbeAnswer } from "./answer.ts";
import type { Inventory } from "./inventory.ts";
import { ambiguous, few, type Judgement, proved, refuted, type Session } from "./judgement.ts";
import type { Expects } from "./probe.ts";
import { nameOf } from "./subject.ts";

/** The vendor's codes for a permission that is held nowhere, and for one that is held in another division. */
const MISSING = /^missing\.(any\.)?permissions?$/;
const MISSING_THERE = /^missing\.(any\.)?division\.permissions?$/;

export function judgeCall(answer: ProbeAnswer): Judgement {
  if (isAnswer(answer)) return proved("an answer");
  if (MISSING.test(answer.code) || MISSING_THERE.test(answer.code))
    return refuted("a refusal for lack of a permission");
  return ambiguous(saidBy(answer), "The call did not answer for a reason that has nothing to do with roles.");
}

export function judgeRefused(
  answer: ProbeAnswer,
  { permissions }: Extract<Expects, { what: "refused" }>,
  session: Session,
): Judgement {
  if (isAnswer(answer)) return refuted("an answer");
  if (answer.status !== 403 || !(MISSING.test(answer.code) || MISSING_THERE.test(answer.code)))
    return ambiguous(saidBy(answer), "A refusal for another reason shows nothing about roles.");
  const names = permissions.some((one) => answer.detail.toLowerCase().includes(one.toLowerCase()));
  if (!names && permissions.length > 0 && answer.detail.includes("["))
    return ambiguous(saidBy(answer), "The org names other permissions than this tool knows of the operation.");
  return withControl("a refusal for lack of a permission", session);
}

export function judgeClosed(
  answer: ProbeAnswer,
  { unsure }: Extract<Expects, { what: "closed" }>,
  control: Session | undefined,
  session: Session,
): Judgement {
  if (isAnswer(answer))
    return refuted(
      "the object",
      unsure ? { remark: "It was not known whether divisions limit the permission; here they do not." } : {},
    );
  if (answer.status === 403 && (MISSING.test(answer.code) || MISSING_THERE.test(answer.code)))
    return withControl("a refusal for lack of a permission", control ?? session);
  // The object is there, as the inventory shows; that it is not found is a refusal only where its neighbour is.
  if (answer.status === 404) {
    if (control) return withControl("no such object", control);
    return {
      verdict: "not provable",
      reason: "no control",
      words: "no such object",
      remark: "No object of the client's own divisions was found by the same call.",
    };
  }
  return ambiguous(saidBy(answer), "A refusal for another reason shows nothing about divisions.");
}

export function judgeListing(
  answer: ProbeAnswer,
  { kind, divisionIds, unsure, shows }: Extract<Expects, { what: "lists only" }>,
  inventory: Inventory,
): Judgement {
  if (!isAnswer(answer)) {
    if (MISSING.test(answer.code)) return refuted("a refusal for lack of a permission");
    return ambiguous(saidBy(answer), "The listing did not come for a reason that has nothing to do with roles.");
  }
  const known = new Map(
    inventory.kinds.find((one) => one.kind === kind)?.objects.map(({ id, divisionIds: ids }) => [id, ids]),
  );
  const rows = answer.bodies
    .flatMap((body) => listingBody.parse(body))
    .flatMap((row) => listedRow.safeParse(row).data ?? []);
  const count = rows.length;
  const places = rows.map((row) => divisionsOf(row, known));
  const foreign = places.filter((ids) => ids !== undefined && !ids.some((id) => divisionIds.includes(id)));
  if (foreign.length > 0) {
    const names = [...new Set(foreign.flatMap((ids) => ids ?? []))].map((id) => quote(nameOf(inventory, id)));
    return refuted(`${foreign.length} of ${few(names)}`, {
      count,
      ...(unsure && { remark: "It was not known whether divisions limit the permission; here they do not." }),
    });
  }
  if (places.includes(undefined))
    return ambiguous(
      "rows of which nobody knows the division",
      "Read the inventory with a client that sees every division.",
      { count },
    );
  if (answer.cut)
    return {
      verdict: "not provable",
      reason: "budget",
      words: "some of its rows",
      count,
      remark: "Not all of the listing was read: --max-requests gives more.",
    };
  if (count === 0 && shows)
    return ambiguous(
      "nothing",
      "There is something to show, and the listing was empty: it may show another division by default.",
      { count },
    );
  if (count === 0) return proved("nothing", { count, control: "The listing answered" });
  return proved("its own divisions alone", { count, control: "The listing showed what is the client's own" });
}

/** The row itself knows best. */
function divisionsOf(
  row: {
    id?: string | null | undefined;
    conversationId?: string | null | undefined;
    division?: { id?: string | null | undefined } | null | undefined;
    divisionIds?: string[] | null | undefined;
  },
  known: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  if (row.divisionIds && row.divisionIds.length > 0) return row.divisionIds;
  if (row.division?.id) return [row.division.id];
  return known.get(row.id ?? row.conversationId ?? "");
}

function withControl(words: string, { stands, words: control }: Session): Judgement {
  if (stands) return proved(words, { control });
  return {
    verdict: "not provable",
    reason: "no control",
    words,
    remark: "Nothing in this run shows that the token worked.",
  };
}

function saidBy({ status, code }: ProbeAnswer): string {
  return `${status}${code === "" ? "" : ` ${code}`}`;
}
