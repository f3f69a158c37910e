/** The update of one org in a fleet. */
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { askForNoOutputs } from "../../providers/pulumi/automation.ts";
import { EXIT } from "../exitCodes.ts";
import { PreviewEvents } from "../pulumi/events.ts";
import { withPrivateFiles } from "../pulumi/privateFiles.ts";
import { selectStack, statusOf } from "../pulumi/runPreview.ts";
import type { OrgRun, Told } from "./everyOrg.ts";
import type { Member } from "./members.ts";

/** `pulumi up` as a person runs it: the program judges the rules again before it registers anything, the policy pack each resource. */
export async function updateOrg({ name }: Member, run: OrgRun): Promise<Told> {
  const { cli, options, cwd, policyPacks, interruption, shown } = run;
  const events = new PreviewEvents();
  const { changes } = events;
  try {
    const stack = await selectStack(cli, { stack: name, cwd });
    askForNoOutputs(stack);
    const request = {
      color: "never" as const,
      policyPacks: [...policyPacks],
      refresh: options.refresh,
      signal: interruption.signal,
      onEvent: (event: EngineEvent) => {
        events.add(event);
        shown.steps(events.steps);
      },
    };
    await withPrivateFiles(cwd, cli.env, () => stack.up(request));
    return { result: "applied", exitCode: EXIT.ok, reasons: [], changes };
  } catch (error) {
    const { state, errors: reasons } = statusOf(events, error);
    if (state === "refused") return { result: "refused", exitCode: EXIT.refused, reasons, changes };
    if (interruption.stopped) return { result: "interrupted", exitCode: EXIT.refused, reasons, changes };
    return { result: "failed", exitCode: EXIT.unreachable, reasons, changes };
  }
}
