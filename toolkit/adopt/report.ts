/** The report of an adoption as Markdown: what became of each object, and what a person has to decide. Without times: an unchanged org gives the same text. */
import type { BlockContent, PhrasingContent } from "mdast";
import { code, prose } from "../../access/report/comment/code.ts";
import { bullets, heading, paragraph, table } from "../../access/report/comment/nodes.ts";
import { serialise } from "../../access/report/comment/serialise.ts";
import type { Snapshot } from "../../access/snapshot/model.ts";
import { quoted } from "../../access/values/untrusted.ts";
import type { Finding } from "../../policies/finding.ts";
import type { TerraformSection } from "../terraform/report.ts";
import { type AdoptedState, type Decision, OBJECT_KINDS } from "./model.ts";

export interface AdoptionReport {
  readonly snapshot: Snapshot;
  readonly stack: string;
  readonly specFile: string;
  readonly decisions: readonly Decision[];
  /** What the rules refuse, without those that a waiver covers. */
  readonly findings: readonly Finding[];
  /** Keys of adopted clients that have a secret. */
  readonly secrets: readonly string[];
  /** Properties that the spec and the org have otherwise. */
  readonly differences: readonly string[];
  /** What the tool that managed the objects before leaves to say. */
  readonly sections: readonly TerraformSection[];
}

const STATES: Readonly<Record<AdoptedState, string>> = {
  managed: "Managed: the stack's own from now on",
  existing: "Existing: named by the spec and not changed; of clients, users and groups the stack has the grants",
  watched: "Watched: in reports only",
  ignored: "Ignored: the mapping file says so",
  skipped: "Skipped: never taken over",
};

export function adoptionReport(report: AdoptionReport): string {
  const { snapshot, stack, specFile, decisions } = report;
  const { organization } = snapshot;
  return serialise([
    heading(3, "Adoption of ", code(organization.name), " by ", code(stack)),
    paragraph("The org has the id ", code(organization.id), ". The spec is ", code(specFile), "."),
    counts(decisions),
    ...coverage(snapshot),
    ...differences(report.differences),
    ...toDecide(report.findings),
    ...secrets(report.secrets, stack),
    ...(Object.keys(STATES) as AdoptedState[]).flatMap((state) => decided(state, decisions)),
    ...report.sections.flatMap(section),
  ]);
}

function section({ title, lines, commands = [] }: TerraformSection): BlockContent[] {
  return [
    heading(4, title),
    ...bullets(lines.map(prose)),
    ...commands.map((value): BlockContent => ({ type: "code", lang: "sh", value })),
  ];
}

function counts(decisions: readonly Decision[]): BlockContent {
  const states = Object.keys(STATES) as AdoptedState[];
  const rows = OBJECT_KINDS.map((kind) => [
    [kind],
    ...states.map((state) => [String(decisions.filter((one) => one.kind === kind && one.state === state).length)]),
  ]);
  return table(["", ...states], rows);
}

function coverage({ coverage: parts }: Snapshot): BlockContent[] {
  const missing = parts.filter(({ state }) => state !== "read");
  if (missing.length === 0) return [];
  return [
    heading(4, "Not read"),
    paragraph("What is missing here was not decided about, and may be more than what is listed."),
    ...bullets(missing.map(({ part, reason = "" }) => [code(part), " ", ...prose(reason)])),
  ];
}

function differences(all: readonly string[]): BlockContent[] {
  if (all.length === 0) return [];
  return [
    heading(4, "The spec and the org differ"),
    paragraph("The next update would change these in the org. Correct the spec, or let it."),
    ...bullets(all.map((one) => [code(one)])),
  ];
}

/** A stub has no reason, no owner and no last day: as it stands here it is no valid waiver. */
function toDecide(findings: readonly Finding[]): BlockContent[] {
  if (findings.length === 0) return [heading(4, "To decide"), paragraph("The rules refuse nothing.")];
  const byRule = [...Map.groupBy(findings, ({ rule }) => rule)].sort(([a], [b]) => (a < b ? -1 : 1));
  const stubs = findings.map(({ id }) => `  - finding: ${quoted(id)}\n    reason:\n    owner:\n    expires:`);
  return [
    heading(4, "To decide"),
    paragraph(
      "The rules refuse what follows, and an update waits until each is corrected in the spec or excepted by a waiver. Nothing was waived, and no setting was changed.",
    ),
    table(
      ["rule", "findings", "for instance", "what to do"],
      byRule.map(([rule, all]) => [
        [code(rule)],
        [String(all.length)],
        prose(all[0]?.message ?? ""),
        prose(all[0]?.fix ?? ""),
      ]),
    ),
    paragraph(
      "Stubs for the section ",
      code("waivers:"),
      ". Each asks for a reason, an owner and a last day (YYYY-MM-DD); without them the spec is not valid.",
    ),
    { type: "code", lang: "yaml", value: `waivers:\n${stubs.join("\n")}` },
  ];
}

function secrets(keys: readonly string[], stack: string): BlockContent[] {
  if (keys.length === 0) return [];
  return [
    heading(4, "Secrets"),
    paragraph(
      "The secrets of adopted clients are not known: Genesys Cloud shows one once. They keep working. A client gets one that the stack knows by a new generation; until then ",
      code("deliver"),
      " is refused.",
    ),
    ...bullets(keys.map((key) => [code(`genesys-access rotate ${key} --stack ${stack}`)])),
  ];
}

function decided(state: AdoptedState, decisions: readonly Decision[]): BlockContent[] {
  const all = decisions.filter((one) => one.state === state);
  if (all.length === 0) return [];
  const cell = (text: string | undefined): PhrasingContent[] => (text === undefined ? [] : [code(text)]);
  return [
    heading(4, STATES[state]),
    table(
      ["object", "name", "id", "key", "reason"],
      all.map(({ kind, name, id, key, reason }) => [
        [kind],
        cell(name),
        cell(id),
        cell(key),
        reason === undefined ? [] : prose(reason),
      ]),
    ),
  ];
}
