/** What a person needs to know about a move from Terraform, as sections of lines that any renderer can show. */
import { compareText } from "../../access/values/text.ts";
import { copyable, quoted } from "../../access/values/untrusted.ts";
import type { TerraformComparison } from "./compareOrg.ts";
import { leaveCommands } from "./leave.ts";
import type { TerraformReading, TerraformRemark } from "./reading.ts";

export interface TerraformSection {
  readonly title: string;
  /** Sentences; names in them are escaped for a terminal. */
  readonly lines: readonly string[];
  /** Commands for a shell, to be shown as they are. */
  readonly commands?: readonly string[];
}

export interface Adoption {
  /** Ids by kind of what was taken over; what of Terraform's is missing here stays with Terraform. */
  readonly isAdopted: (kind: TerraformReading["managed"][number]["kind"], id: string) => boolean;
  /** Undefined where no org was at hand. */
  readonly comparison?: TerraformComparison;
}

/** Sections without a line are left out. */
export function terraformSections(reading: TerraformReading, { isAdopted, comparison }: Adoption): TerraformSection[] {
  const adopted = reading.managed.filter(({ kind, id }) => isAdopted(kind, id));
  const kept = reading.managed.filter(({ kind, id }) => !isAdopted(kind, id));
  const blocks = new Set(adopted.map(({ block }) => block));
  const dependents = reading.dependents
    .map(({ address, on }) => ({ address, on: on.filter((block) => blocks.has(block)) }))
    .filter(({ on }) => on.length > 0);
  const sections: TerraformSection[] = [
    { title: "State and org", lines: compared(comparison) },
    { title: "Terraform has it, and the language does not", lines: remarks(reading, "lacking") },
    { title: "What the state cannot tell", lines: remarks(reading, "unknown") },
    { title: "Before the move", lines: remarks(reading, "caution") },
    {
      title: "Stays with Terraform",
      lines: [
        ...kept.map(({ address, kind, name }) => `${address}: the ${kind} ${quoted(name)} was not taken over`),
        ...reading.lookedUp
          .filter(({ mode }) => mode === "managed")
          .map(({ address, kind, name }) => `${address}: a stack does not manage the ${kind} ${quoted(name)}`),
        ...Object.entries(reading.elsewhere)
          .sort(([a], [b]) => compareText(a, b))
          .map(([type, count]) => `${copyable(type)}: ${count}`),
      ],
    },
    {
      title: "Refers to what was taken over",
      lines: dependents.map(
        ({ address, on }) =>
          `${address} refers to ${on.join(", ")}: give it a data source or the id before Terraform forgets that`,
      ),
    },
    {
      title: "Let Terraform forget what was taken over",
      lines:
        adopted.length === 0
          ? []
          : [
              "Not before the preview of the stack is empty, and with no apply before the end: run the commands, remove the blocks from the configuration, look that `terraform plan` names none of them. " +
                "The other way round an apply deletes what has no block any more; without the second step it makes everything again.",
            ],
      commands: leaveCommands(adopted.map(({ address }) => address)),
    },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

function remarks({ remarks }: TerraformReading, kind: TerraformRemark["kind"]): string[] {
  return remarks
    .filter((one) => one.kind === kind)
    .map(({ address, text }) => (address === "" ? text : `${address}: ${text}`));
}

function compared(comparison: TerraformComparison | undefined): string[] {
  if (comparison === undefined)
    return [
      "not compared: no org was at hand, and the state is as old as the last apply or refresh; compare before the first update",
    ];
  if (!comparison.sameOrg) return [`not compared: ${comparison.reason}`];
  if (comparison.differences.length === 0) return ["the org holds what the state says"];
  return comparison.differences.map(({ address, what, text, meaning }) => `${address}: ${what}: ${text}. ${meaning}`);
}
