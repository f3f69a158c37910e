/** Every stack that a difference is about, compared. */
import { printDay } from "../../access/values/day.ts";
import { catalogueDoubt } from "../compare/catalogueDoubt.ts";
import { type ComparedStack, compareStack, type InvalidHead } from "../compare/compareStack.ts";
import { Failure } from "../failure.ts";
import { asBaseRef } from "../open/base.ts";
import { deployedBaseOf, openBaseOption } from "../open/baseOption.ts";
import type { DeployedBase } from "../open/deployedBase.ts";
import { isRef, openSource, type SpecSource, workingTree } from "../open/source.ts";
import { stackPairs } from "../open/stackPairs.ts";
import { remark } from "../terminal.ts";
import { type FindingsOf, findingsOfPlan, findingsOfSpecs } from "./findings.ts";
import type { DiffOptions } from "./options.ts";

export interface ComparedAll {
  /** Labels of the two sides. */
  readonly base: string;
  readonly head: string;
  /** Full names of the commits that the sides are of; absent where a side is none. */
  readonly commits: { readonly base?: string | undefined; readonly head?: string | undefined };
  readonly stacks: readonly (ComparedStack | InvalidHead)[];
  readonly findings: FindingsOf;
}

const LABELS: Readonly<Record<DeployedBase, string>> = {
  deployed: "the deployed state",
  live: "the live org",
  org: "the live org",
};

/** Throws a Failure where a side cannot be read. */
export function compareAll(named: readonly string[], options: DiffOptions, cwd: string): Promise<ComparedAll> {
  const base = deployedBaseOf(options);
  if (options.baseSpec !== undefined && base !== "org")
    throw new Failure("--base-spec goes with --base org. Other bases say themselves what was deployed.");
  if (base === undefined) return Promise.resolve(compareSpecs(named, options, cwd));
  return compareStacks(named, base, options, cwd);
}

function compareSpecs(named: readonly string[], options: DiffOptions, cwd: string): ComparedAll {
  const [base, head] = [openBaseOption(options, cwd), headOf(options, cwd)];
  const doubt = catalogueDoubt([base, head]);
  const pairs = stackPairs([...named, ...options.stack], base, head, cwd);
  const stacks = pairs.map((pair) => compareStack(pair, base, head, doubt));
  // Judging costs more than comparing: only who shows findings asks for them.
  let findings: FindingsOf | undefined;
  return {
    base: base.label,
    head: head.label,
    commits: { base: base.commit(), head: head.commit() },
    stacks,
    findings: (stack) => {
      findings ??= findingsOfSpecs(pairs, base, head, printDay(new Date()));
      return findings(stack);
    },
  };
}

async function compareStacks(
  named: readonly string[],
  base: DeployedBase,
  options: DiffOptions,
  cwd: string,
): Promise<ComparedAll> {
  const stacks = [...new Set(options.stack)];
  const branch = isRef(base, cwd) ? ` For the git ref ${base} write refs/heads/${base}.` : "";
  if (named.length > 0 || stacks.length === 0)
    throw new Failure(`--base ${base} means ${LABELS[base]} of a stack. Name the stack with --stack.${branch}`);
  if (branch !== "") remark(`note: --base ${base} is ${LABELS[base]} here.${branch}`);
  const head = headOf(options, cwd);
  const baseSpec = options.baseSpec === undefined ? undefined : openSource(options.baseSpec, cwd, "--base-spec");
  const compare = await comparison(base, head, baseSpec, cwd);
  const compared: (ComparedStack | InvalidHead)[] = [];
  // One after the other: each asks another org, and Pulumi's own commands do not like company.
  for (const stack of stacks) compared.push(await compare(stack));
  const today = printDay(new Date());
  const planned = new Map(compared.flatMap((one) => ("diff" in one ? [[one.stack, one]] : [])));
  return {
    base: LABELS[base],
    head: head.label,
    commits: { head: head.commit() },
    stacks: compared,
    findings: ({ stack }) => {
      const one = planned.get(stack);
      return one ? findingsOfPlan(one, today, head, baseSpec && asBaseRef(baseSpec)) : [];
    },
  };
}

/** Loaded here, since no other comparison needs the engine and the org. */
async function comparison(base: DeployedBase, head: SpecSource, baseSpec: SpecSource | undefined, cwd: string) {
  if (base === "org") {
    const [{ compareOrg }, { openOrg }] = await Promise.all([
      import("../compare/compareOrg.ts"),
      import("../open/openOrg.ts"),
    ]);
    return async (stack: string) => compareOrg(stack, await openOrg(stack, head, baseSpec, cwd), head.label);
  }
  const [{ compareDeployed }, { openDeployed }, { findPulumi }] = await Promise.all([
    import("../compare/compareDeployed.ts"),
    import("../open/openDeployed.ts"),
    import("../pulumi/pulumiCli.ts"),
  ]);
  const cli = await findPulumi();
  return async (stack: string) => compareDeployed(stack, await openDeployed(cli, stack, base, head, cwd), head);
}

function headOf({ head }: DiffOptions, cwd: string) {
  return head === undefined ? workingTree(cwd) : openSource(head, cwd, "--head");
}
