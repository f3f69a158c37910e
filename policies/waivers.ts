/** Waivers: exceptions written in the spec, each for exactly one finding, with a reason, an owner and a last day. */
import { parseDay } from "../access/values/day.ts";
import { lackOf, saysSomething } from "../access/values/reason.ts";
import { type Finding, makeFinding } from "./finding.ts";
import type { EnforcementLevel } from "./rule.ts";
import { MAXIMUM_DAYS, waiverRule } from "./waiverRule.ts";

/** One entry of `waivers:` in the spec. */
export interface Waiver {
  /** The id of the finding, exactly. */
  readonly finding: string;
  readonly reason: string;
  readonly owner: string;
  /** Last day on which it holds, `YYYY-MM-DD`, inclusive, in UTC. */
  readonly expires: string;
}

export interface Judged {
  /** Findings that stand. Waivers that are expired, too long or match nothing add findings of their own (rule `waiver`). */
  readonly open: readonly Finding[];
  /** Findings that a waiver covers; they stay visible in every output. */
  readonly waived: readonly { readonly finding: Finding; readonly waiver: Waiver }[];
}

export interface WaiverOptions {
  /** The day in UTC, `YYYY-MM-DD`: the clock is the caller's. */
  readonly today: string;
  /** A waiver that lasts longer from today on covers nothing. Default 400. */
  readonly maximumDays?: number;
  /** Level of the findings of rule `waiver`. Without it: that of the finding that comes back, and advisory where none does. */
  readonly enforcementLevel?: EnforcementLevel;
  /** The findings are those of one stack: a waiver of a finding about several stacks is left alone. */
  readonly oneStack?: boolean;
}

/** True for the id of a finding about several stacks. */
export function isAboutSeveralStacks(id: string): boolean {
  return id.split("/")[1] === "fleet";
}

/**
 * Splits findings into open and waived ones. An `undecided` finding stays open whatever its waiver says: nobody knows what would be waived.
 *
 * @throws RangeError when `today` is not a day
 */
export function applyWaivers(findings: readonly Finding[], waivers: readonly Waiver[], options: WaiverOptions): Judged {
  const flaws = new Map(waivers.map((waiver) => [waiver, waiverFlaw(waiver, options)]));
  const byFinding = new Map(waivers.filter((waiver) => !flaws.get(waiver)).map((waiver) => [waiver.finding, waiver]));
  const open: Finding[] = [];
  const waived: { finding: Finding; waiver: Waiver }[] = [];
  for (const finding of findings) {
    const waiver = finding.undecided ? undefined : byFinding.get(finding.id);
    if (waiver) waived.push({ finding, waiver });
    else open.push(finding);
  }
  const found = new Map(findings.map((finding) => [finding.id, finding]));
  const ownFindings = waivers.flatMap((waiver, index) =>
    options.oneStack && isAboutSeveralStacks(waiver.finding)
      ? []
      : waiverFindings(waiver, index, flaws.get(waiver), found.get(waiver.finding), options.enforcementLevel),
  );
  return { open: [...open, ...ownFindings], waived };
}

interface WaiverFlaw {
  readonly atom: "malformed" | "expired" | "too-long" | "unmatched" | "undecided";
  readonly at: "finding" | "expires";
  readonly message: string;
  readonly fix?: string;
}

/** The reason why a waiver covers nothing; undefined for one that holds. */
export function waiverFlaw(
  { finding, reason, owner, expires }: Waiver,
  options: WaiverOptions,
): WaiverFlaw | undefined {
  const { today, maximumDays = MAXIMUM_DAYS } = options;
  const [now, last] = [parseDay(today), parseDay(expires)];
  if (now === undefined) throw new RangeError(`${JSON.stringify(today)} is not a day of the calendar.`);
  if (last === undefined) {
    return {
      atom: "malformed",
      at: "expires",
      message: `The waiver's last day ${JSON.stringify(expires)} is not a day.`,
    };
  }
  if ([finding, reason, owner].some((text) => text.trim() === "")) {
    return { atom: "malformed", at: "finding", message: "The waiver lacks a finding, a reason or an owner." };
  }
  const empty = Object.entries({ reason, owner }).filter(([, text]) => !saysSomething(text));
  if (empty.length > 0) {
    const lacks = empty.map(([what, text]) => lackOf(what, text)).join(" and ");
    return {
      atom: "malformed",
      at: "finding",
      message: `The waiver has ${lacks}.`,
      fix: "Say why it holds, and who answers for it.",
    };
  }
  if (last < now) {
    return {
      atom: "expired",
      at: "expires",
      message: `The waiver of ${owner} expired on ${expires}.`,
      fix: "Put right what the finding says, or have a later day approved and write it as `expires`.",
    };
  }
  if (last - now <= maximumDays) return undefined;
  const message = `The waiver of ${owner} lasts until ${expires}, ${last - now} days from today; the most is ${maximumDays}.`;
  return { atom: "too-long", at: "expires", message, fix: "Write an earlier day as `expires`." };
}

/** A waiver that does not hold is as grave as the finding that it leaves open; one that matches nothing is only told. */
function waiverFindings(
  waiver: Waiver,
  index: number,
  broken: WaiverFlaw | undefined,
  finding: Finding | undefined,
  level: EnforcementLevel | undefined,
): Finding[] {
  const flaw = broken ?? mismatchOf(finding);
  const enforcementLevel = level ?? finding?.enforcementLevel ?? waiverRule.enforcementLevel;
  if (!flaw || enforcementLevel === "disabled") return [];
  const { at, ...violation } = flaw;
  const subject = { kind: "waiver", key: waiver.finding } as const;
  return [makeFinding(waiverRule, enforcementLevel, subject, { ...violation, at: [index, at] })];
}

function mismatchOf(finding: Finding | undefined): WaiverFlaw | undefined {
  if (!finding) {
    return {
      atom: "unmatched",
      at: "finding",
      message: "The waiver matches no finding.",
      fix: "Remove it, or copy the id of the finding exactly.",
    };
  }
  if (!finding.undecided) return undefined;
  return {
    atom: "undecided",
    at: "finding",
    message: "The waiver names a finding that says a value is not known yet, and that cannot be waived.",
    fix: "Remove it.",
  };
}
