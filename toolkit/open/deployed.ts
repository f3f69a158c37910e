/** The deployed stack: its state, read without decrypting its secrets. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { z } from "zod";
import { resourceKind } from "../../access/resources/index.ts";
import type { ResourceInputs } from "../../access/resources/resourceType.ts";
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
  };
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
