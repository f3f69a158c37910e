/** What the command says at its end, line by line. */
import type { Snapshot, SnapshotCoverage } from "../../access/snapshot/model.ts";
import { copyable } from "../../access/values/untrusted.ts";
import type { TerraformRemark } from "../terraform/reading.ts";
import { OBJECT_KINDS } from "./model.ts";
import type { AdoptOptions } from "./options.ts";
import type { AdoptionPlan } from "./planAdoption.ts";
import type { Proof } from "./prove.ts";
import type { TerraformSource } from "./source.ts";

export interface AdoptionFiles {
  readonly spec: string;
  readonly mapping: string;
  readonly importFile: string;
  readonly report: string;
  /** The spec where what is there cannot be added to. */
  readonly beside: string;
}

export interface AdoptionSummary {
  readonly plan: AdoptionPlan;
  readonly snapshot: Snapshot;
  readonly terraform: TerraformSource | undefined;
  readonly files: AdoptionFiles;
  readonly stack: string;
  /** What the org has otherwise than the file that this stands on. */
  readonly stale?: readonly string[];
  readonly proof: Proof | undefined;
  readonly options: Pick<AdoptOptions, "dryRun" | "import">;
}

const SHOWN = 20;

export function renderAdoption(summary: AdoptionSummary): string[] {
  const { plan, snapshot, files, stack, options } = summary;
  const written = [files.mapping, plan.spec === undefined ? files.beside : files.spec, files.importFile, files.report];
  return [
    ...counts(plan),
    ...(options.dryRun ? dryRun(plan) : [`Written: ${written.join(", ")}.`]),
    ...(plan.beside
      ? [
          `${files.spec} was left as it is: ${plan.beside.why}. Take over from ${files.beside} what you want, then run the same command again.`,
        ]
      : []),
    ...unread(lacksOf(snapshot, plan)),
    ...moved(summary),
    ...first((summary.stale ?? []).map((line) => `changed in the org since it was read: ${line}`)),
    ...first(plan.differences.map((line) => `differs from the org: ${line}`)),
    ...(plan.secrets.length > 0
      ? [
          `Secrets of adopted clients are not known (${plan.secrets.length}); they keep working. \`genesys-access rotate <client> --stack ${stack}\` gives one a secret that the stack knows; until then \`deliver\` is refused.`,
        ]
      : []),
    ...(plan.findings.length > 0
      ? [
          `The rules refuse ${plan.findings.length} things as they are in the org: ${files.report} lists what to decide, and \`pulumi up\` waits for it.`,
        ]
      : []),
    ...proved(summary),
  ];
}

function counts({ decisions }: AdoptionPlan): string[] {
  return OBJECT_KINDS.flatMap((kind) => {
    const all = decisions.filter((one) => one.kind === kind);
    if (all.length === 0) return [];
    const states = Map.groupBy(all, ({ state }) => state);
    return [
      `${kind}: ${[...states]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([state, some]) => `${some.length} ${state}`)
        .join(", ")}`,
    ];
  });
}

function dryRun({ decisions }: AdoptionPlan): string[] {
  const lines = decisions.map(({ kind, state, key, name, reason }) =>
    [
      state.padEnd(8),
      key === undefined ? kind : `${kind}.${copyable(key)}`,
      copyable(name),
      ...(reason === undefined ? [] : [`(${reason})`]),
    ].join(" "),
  );
  return [...lines, "Nothing was written (--dry-run)."];
}

/** Parts of the reading that an adoption stands on and that are not whole: of people only where somebody asked for them. */
export function lacksOf({ coverage }: Snapshot, { kinds }: Pick<AdoptionPlan, "kinds">): SnapshotCoverage[] {
  const people = [
    ...(kinds.has("users") ? ["user-grants", "people"] : []),
    ...(kinds.has("groups") ? ["group-grants", "people"] : []),
  ];
  const needed = new Set<string>(["divisions", "roles", "clients", "client-grants", ...people]);
  return coverage.filter(({ part, state }) => needed.has(part) && state !== "read");
}

/** Of a move from Terraform what stops it; the report has the rest. */
function moved({ terraform, files, options }: AdoptionSummary): string[] {
  if (terraform === undefined) return [];
  const { reading, comparison } = terraform;
  const count = (kind: TerraformRemark["kind"]) => reading.remarks.filter((one) => one.kind === kind).length;
  const differences = comparison?.sameOrg ? comparison.differences : [];
  return [
    ...(comparison === undefined
      ? [
          "The state of Terraform was not compared with the org: no credentials were at hand. Compare before the first update.",
        ]
      : []),
    ...first(
      differences.map(({ address, what, text }) => `Terraform and the org differ: ${address}: ${what}: ${text}`),
    ),
    `Of Terraform: ${reading.managed.length} objects; ${count("lacking")} things that the language does not have, ${count("unknown")} that the state cannot tell, ${count("caution")} to mind before the move.`,
    ...(options.dryRun
      ? reading.remarks.map(({ address, text }) => (address === "" ? text : `${address}: ${text}`))
      : [`${files.report} has them, and the commands by which Terraform forgets what was taken over.`]),
  ];
}

function unread(lacks: readonly SnapshotCoverage[]): string[] {
  return lacks.map(
    ({ part, state, reason = "" }) => `${state === "partly" ? "partly read" : "not read"}: ${part}. ${reason}`,
  );
}

function proved({ proof, plan, files, stack, stale = [], options }: AdoptionSummary): string[] {
  if (options.dryRun) return [];
  if (stale.length > 0)
    return [
      "Not imported, not proved: the org has changed since the file was written. Take a new snapshot, then run the same command again.",
    ];
  if (proof === undefined) {
    const why = plan.spec === undefined ? "the spec is not complete yet" : "--no-import";
    return [
      `Not proved (${why}). To import: pulumi import --file ${files.importFile} --stack ${stack} --generate-code=false --protect=false --yes`,
    ];
  }
  const imported = `Imported ${proof.imported} of ${plan.resources.length} resources; the others were in the state.`;
  if (proof.errors.length > 0)
    return [imported, ...first(proof.errors.map((line) => `error: ${line}`)), "Not proved: the preview failed."];
  if (proof.differences.length > 0)
    return [
      imported,
      ...first(proof.differences.map((line) => `would change: ${line}`)),
      "Not proved: the next update would change what is listed.",
    ];
  return [imported, "Proved: the preview is empty, and the next update changes nothing in the org."];
}

function first(lines: readonly string[]): string[] {
  const more = lines.length - SHOWN;
  return more > 0 ? [...lines.slice(0, SHOWN), `and ${more} more`] : [...lines];
}
