/** A real preview of a stack, through Pulumi's Automation API. */
import { type EngineEvent, LocalWorkspace, Stack } from "@pulumi/pulumi/automation/index.js";
import type { PreviewStatus } from "../../access/report/comment/index.ts";
import { isRefusal } from "../../policies/refusal.ts";
import { keepSelectedStack } from "../../providers/pulumi/automation.ts";
import { PreviewEvents } from "./events.ts";
import { withPrivateFiles } from "./privateFiles.ts";
import type { Progress } from "./progress.ts";
import type { PulumiCli } from "./pulumiCli.ts";
import { withoutCredentials } from "./urlCredentials.ts";

export interface PreviewRequest {
  readonly stack: string;
  readonly cwd: string;
  readonly policyPacks: readonly string[];
  readonly refresh: boolean;
  /** Aborting it stops the engine as Ctrl-C does: what is running ends, nothing new begins. */
  readonly signal?: AbortSignal;
}

export interface PreviewRun {
  readonly events: PreviewEvents;
  readonly status: Omit<PreviewStatus, "missing">;
}

/** A preview that fails is a result. The stack must exist. */
export async function runPreview(cli: PulumiCli, request: PreviewRequest, progress: Progress): Promise<PreviewRun> {
  const events = new PreviewEvents();
  try {
    const stack = await selectStack(cli, request);
    const options = {
      color: "never" as const,
      policyPacks: [...request.policyPacks],
      refresh: request.refresh,
      ...(request.signal && { signal: request.signal }),
      onEvent: (event: EngineEvent) => {
        events.add(event);
        progress.steps(events.steps);
      },
    };
    await withPrivateFiles(request.cwd, cli.env, () => stack.preview(options));
    return { events, status: { state: "ok", errors: [] } };
  } catch (error) {
    return { events, status: statusOf(events, error) };
  }
}

/** The stack of the project in `cwd`, for the Automation API; it must exist. */
export async function selectStack(
  { automation, env }: PulumiCli,
  { stack, cwd }: Pick<PreviewRequest, "stack" | "cwd">,
): Promise<Stack> {
  const envVars = Object.fromEntries(
    Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
  const workspace = await LocalWorkspace.create({ workDir: cwd, pulumiCommand: await automation(), envVars });
  keepSelectedStack(workspace);
  return Stack.select(stack, workspace);
}

/** The status of a run of the engine that did not succeed: `refused` when policies alone stopped it, else `failed`. */
export function statusOf({ errors, policies }: PreviewEvents, error: unknown): PreviewRun["status"] {
  const refused = errors.some(isRefusal) || policies.some(({ mandatory }) => mandatory);
  if (refused && errors.every(isRefusal)) return { state: "refused", errors: linesOf(errors) };
  const others = errors.filter((text) => !isRefusal(text));
  return { state: "failed", errors: linesOf(others.length > 0 ? others : [lastWords(error)]) };
}

function linesOf(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.split("\n")).flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));
}

/** The engine's own `error:` lines: it stopped before the first event. */
function lastWords(error: unknown): string {
  const lines =
    error instanceof Error ? error.message.split("\n").map((line) => line.replace(/^\s*stderr:\s*/, "")) : [];
  const said = lines.filter((line) => line.startsWith("error:")).map((line) => line.replace(/^error:\s*/, ""));
  return said.length > 0 ? withoutCredentials(said.join("\n")) : "Pulumi ended and did not say why.";
}
