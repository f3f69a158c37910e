/** The deployed stack: its state, read without decrypting its secrets. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { z } from "zod";
import { COMPONENT_TYPE } from "../../access/resources/component.ts";
import { resourceKind } from "../../access/resources/index.ts";
import type { ResourceInputs } from "../../access/resources/resourceType.ts";
import { NEVER_DEPLOYED, RECORD_OUTPUT, type RecordedTerms, readRecord } from "../../access/terms/recordedTerms.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import type { PulumiCli } from "../pulumi/pulumiCli.ts";
import { withoutCredentials } from "../pulumi/urlCredentials.ts";

export interface DeployedResource extends ResourceInputs {
  readonly id: string;
  /** As exported: secrets are encrypted. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

export interface Deployed {
  /** By URN. */
  readonly resources: ReadonlyMap<string, DeployedResource>;
  /** Resources that an earlier update replaced and has not deleted yet, and calls that it did not end. */
  readonly unfinished: number;
  /** The terms of the last update, where the state records them. The state is trusted: whoever can edit it can also say what was deployed. */
  readonly record?: RecordedTerms | undefined;
}

const resource = z.object({
  urn: z.string(),
  type: z.string(),
  id: z.string().default(""),
  inputs: z.record(z.string(), z.unknown()).default({}),
  outputs: z.record(z.string(), z.unknown()).default({}),
  delete: z.boolean().optional(),
});
const exported = z.object({
  deployment: z
    .object({ resources: z.array(resource).nullish(), pending_operations: z.array(z.unknown()).nullish() })
    .nullish(),
});

/** The stack itself has the outputs of the package's own program, a component those of a program of one's own. */
const RECORDED_BY: readonly string[] = ["pulumi:pulumi:Stack", COMPONENT_TYPE];

/** Throws a Failure when there is no such stack, or its backend does not answer. */
export async function readDeployed({ command, env }: PulumiCli, stack: string, cwd: string): Promise<Deployed> {
  const args = ["stack", "export", "--stack", stack, "--non-interactive", "--color", "never"];
  // Output of a big stack is long; what is over this is refused rather than cut.
  const { stdout } = await promisify(execFile)(command, args, { cwd, env, maxBuffer: 2 ** 30 }).catch(
    notReadable(stack),
  );
  const { resources, pending_operations: pending } = exported.parse(JSON.parse(stdout)).deployment ?? {};
  const ours = (resources ?? []).filter(({ type }) => resourceKind(type) !== undefined);
  const kept = ours.filter((one) => one.delete !== true);
  return {
    resources: new Map(kept.map(({ urn, ...one }) => [urn, deployedResource(one)])),
    unfinished: ours.length - kept.length + (pending?.length ?? 0),
    record: recordIn(resources ?? []),
  };
}

/** Undefined where there is none, or several that differ. */
function recordIn(resources: readonly z.infer<typeof resource>[]): RecordedTerms | undefined {
  if (resources.length === 0) return NEVER_DEPLOYED;
  const written = resources.flatMap(({ type, outputs }) =>
    RECORDED_BY.includes(type) ? [outputs[RECORD_OUTPUT]] : [],
  );
  const [text, ...others] = new Set(written.filter((value) => value !== undefined));
  return others.length === 0 ? readRecord(text) : undefined;
}

function deployedResource({ type, id, inputs, outputs }: Omit<z.output<typeof resource>, "urn">): DeployedResource {
  const heldBefore = z.array(z.string()).safeParse(outputs["heldBefore"]).data;
  return { type, id, inputs, outputs, ...(heldBefore && { heldBefore }) };
}

/** A note about the part of this state that a comparison does not cover; empty when an update left nothing unfinished. */
export function unfinishedNote({ unfinished }: Pick<Deployed, "unfinished">): string[] {
  return unfinished > 0
    ? ["What an earlier update left unfinished (pending operations and deletions): run `pulumi refresh` first."]
    : [];
}

function notReadable(stack: string) {
  return (error: unknown): never => {
    const said = String((error as { stderr?: unknown }).stderr ?? "");
    const line = said.split("\n").find((text) => text.startsWith("error:")) ?? String((error as Error).message);
    const shown = withoutCredentials(line.replace(/^error:\s*/, ""));
    const hint = /no stack named/.test(line) ? " Create it with `pulumi stack init`; a preview never does." : "";
    throw new Failure(`Stack ${JSON.stringify(stack)}: ${shown}.${hint}`, EXIT.unreachable);
  };
}
