/** The blocks of the comment, in the order of reading: things to do, changes, unknown parts, and the limits of the comparison. */
import type { BlockContent, PhrasingContent } from "mdast";
import type { AccessDiff, Rename } from "../../diff/model.ts";
import { count, DRIFT_NOT_COVERED, DRIFT_NOT_LOOKED_FOR, termPlace } from "../../diff/words.ts";
import { TERM_KINDS, type TermChange } from "../../terms/model.ts";
import type { ReportResult, ReportSeverity } from "../model.ts";
import { changeSection, list } from "./changes.ts";
import { code, prose, words } from "./code.ts";
import { findingItem, violationItem, waivedItem } from "./findings.ts";
import type { CommentModel, ComparedSides, PreviewStatus } from "./model.ts";
import { heading, paragraph, strong } from "./nodes.ts";

const MEANING = {
  widened: "somebody gains access",
  narrowed: "access is taken away, nobody gains any",
  mixed: "some access is gained and some is lost",
  unchanged: "nobody gains or loses access",
  unknown: "how access changes could not be seen in full",
} as const;

export function verdictBlock({ diff, driftLookedFor, preview, compared }: CommentModel): BlockContent[] {
  const { verdict, counts, subjects, stack, organization } = diff;
  const org = organization.name === "" ? organization.id : organization.name;
  const amounts = `${counts.gained} gained, ${counts.lost} lost, ${counts.unknown} of unknown extent, ${count(subjects.length, "subject")}.`;
  return [
    heading(
      3,
      "Access of stack ",
      code(stack),
      `: ${verdict}`,
      driftLookedFor === false ? `; ${DRIFT_NOT_LOOKED_FOR}` : "",
    ),
    paragraph(
      `${capital(MEANING[verdict])}: ${amounts}`,
      ...(org === "" ? [] : [words(" Organization: "), code(org), words(".")]),
    ),
    ...(preview ? previewBlock(preview) : []),
    ...(compared ? comparedBlock(compared) : []),
  ];
}

function comparedBlock({ base, head, problems }: ComparedSides): BlockContent[] {
  const sides = [words("Access of "), code(head), words(", compared with "), code(base), words(".")];
  return problems.length > 0
    ? [paragraph(strong("Not valid."), ` The spec has ${count(problems.length, "problem")}: nothing was compared.`)]
    : [paragraph(...sides)];
}

function previewBlock({ state, missing }: PreviewStatus): BlockContent[] {
  const unseen =
    missing === 0
      ? ""
      : ` It told nothing about ${count(missing, "deployed resource")}: what is below takes them as they are.`;
  if (state === "failed")
    return [paragraph(strong("The preview failed."), ` What is below is what was seen until then.${unseen}`)];
  if (state === "refused") return [paragraph(strong("Refused."), ` Nothing was changed.${unseen}`)];
  return missing === 0 ? [] : [paragraph(unseen.trim())];
}

const RANK: readonly ReportSeverity[] = ["critical", "high", "medium", "low"];

/** Errors, refusing findings, and the demands of a gate. */
export function mustAct(
  { findings, violations, gate, diff, preview, compared, lacks = [] }: CommentModel,
  rows: number,
): BlockContent[] {
  const errors = preview?.state === "failed" ? preview.errors : (compared?.problems ?? []);
  const open = openOf(findings, "mandatory").map(findingItem);
  const others = violations.filter(({ mandatory }) => mandatory).map(violationItem);
  const refusals = gate.refusals.map((text) => [words("Gate: "), ...prose(`${text}.`)]);
  const approval =
    gate.refusals.length > 0 && diff.digest
      ? [[words("To approve exactly these gains: "), code(`--approved ${diff.digest.full}`)]]
      : [];
  const lacking = lacks.map((text) => [words("The update would be refused with these credentials: "), ...prose(text)]);
  const all = [...errors.map((text) => [words("Error: "), ...prose(text)]), ...open, ...others, ...lacking];
  const last = [...refusals, ...approval];
  return all.length + last.length === 0
    ? []
    : list("Must act", [...all.slice(0, rows), ...last], Number.POSITIVE_INFINITY).concat(left(all.length - rows));
}

function left(amount: number): BlockContent[] {
  return amount > 0 ? [paragraph(`… and ${amount} more that refuse: --format json lists all of them.`)] : [];
}

export function differenceBlocks({ subjects, terms, renames }: AccessDiff, rows: number, title = ""): BlockContent[] {
  return [
    ...changeSection(`${title}Gained`, subjects, ({ gained }) => gained, rows),
    ...changeSection(`${title}Lost`, subjects, ({ lost }) => lost, rows),
    ...changeSection(`${title}Unknown`, subjects, ({ unknown }) => unknown, rows),
    ...termList(`${title}Other gains`, terms, "gained", rows),
    ...termList(`${title}Other losses`, terms, "lost", rows),
    ...list(`${title}Renamed`, renames.map(renameItem), rows),
  ];
}

/** Drift has blocks of its own: the update repairs it, although the proposed change does not ask for that. */
export function driftBlocks({ drift }: CommentModel, rows: number): BlockContent[] {
  if (!drift) return [];
  const blocks = differenceBlocks(drift, rows, "Changed in the org: ");
  if (blocks.length === 0) return [paragraph("The org is as the last update left it.")];
  return [...blocks, paragraph("An update takes these changes of the org back, unless the spec asks for them.")];
}

/** What gives or limits access and is no permission. */
function termList(
  title: string,
  terms: readonly TermChange[],
  wanted: TermChange["direction"],
  rows: number,
): BlockContent[] {
  return list(title, terms.filter(({ direction }) => direction === wanted).map(termItems), rows);
}

function termItems(term: TermChange): PhrasingContent[] {
  const { owner, kind, value, present } = term;
  const place = termPlace(term);
  return [
    code(owner),
    words(`: ${present ? "" : "no longer "}${kind} `),
    code(value),
    words(`: ${TERM_KINDS[kind]}`),
    ...(place === "" ? [] : [words(", at "), code(place)]),
  ];
}

function renameItem(rename: Rename): PhrasingContent[] {
  if (rename.kind === "division")
    return [words("division "), code(rename.from), words(" is now called "), code(rename.to)];
  const [from, to] = [code(rename.from.key), code(rename.to.key)];
  return [words("client "), from, words(" is now "), to, words(", with the same access, a new id and a new secret")];
}

export function judgedBlocks(
  { findings, violations }: Pick<CommentModel, "findings" | "violations">,
  rows: number,
): BlockContent[] {
  const waived = findings.filter(({ status }) => status === "waived").map(waivedItem);
  const advisory = [
    ...openOf(findings, "advisory").map(findingItem),
    ...violations.filter(({ mandatory }) => !mandatory).map(violationItem),
  ];
  return [...list("Waived", waived, rows), ...list("Advice", advisory, rows)];
}

/** Findings alone, those that refuse first. */
export function findingBlocks(findings: readonly ReportResult[], rows: number): BlockContent[] {
  const refusing = openOf(findings, "mandatory").map(findingItem);
  return [...list("Must act", refusing, rows), ...judgedBlocks({ findings, violations: [] }, rows)];
}

function openOf(findings: readonly ReportResult[], level: ReportResult["level"]): ReportResult[] {
  return findings
    .filter((finding) => finding.status === "open" && finding.level === level)
    .sort((a, b) => RANK.indexOf(a.severity) - RANK.indexOf(b.severity));
}

export function footBlocks(
  { diff, driftLookedFor, preview, gate, catalogueDate, tool }: CommentModel,
  rows: number,
): BlockContent[] {
  const notCovered = [...diff.notCovered, ...(preview && driftLookedFor !== true ? [DRIFT_NOT_COVERED] : [])];
  const facts = [
    ["catalogue of ", code(catalogueDate)],
    ["stack ", code(diff.stack)],
    ...(diff.digest
      ? [["digest of the gains ", code(diff.digest.full), ...(gate.approved ? [" (approved)"] : [])]]
      : []),
    [`${tool.name} `, code(tool.version)],
  ].map((parts) => parts.map((part) => (typeof part === "string" ? words(part) : part)));
  const line = facts.flatMap((parts, index) => (index === 0 ? parts : [words("; "), ...parts]));
  return [...list("Not covered", notCovered.map(prose), Math.max(rows, 3)), paragraph(...line)];
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
