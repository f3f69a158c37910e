/** The preview of one org in a fleet. */
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { readDeployed } from "../open/deployed.ts";
import { assertKnownSettings } from "../open/knownSettings.ts";
import { type ReadSpecs, readSpecs } from "../open/specs.ts";
import { readStackConfig } from "../open/stackConfig.ts";
import { exitCodeOf, modelOf } from "../preview/preview.ts";
import { type PreviewModel, WOULD_BE_REFUSED } from "../preview/render.ts";
import { runPreview } from "../pulumi/runPreview.ts";
import type { OrgRun, Told } from "./everyOrg.ts";
import type { Member } from "./members.ts";
import type { OrgResult } from "./model.ts";

/** A preview that fails is a result. */
export async function previewOrg({ name }: Member, run: OrgRun): Promise<Told> {
  const { cli, options, approvals, today, cwd, policyPacks, interruption, shown } = run;
  try {
    assertKnownSettings(name, cwd);
    const deployed = await readDeployed(cli, name, cwd);
    const { specFile } = await readStackConfig(name, cwd, cli.env, async () => cli);
    const request = { stack: name, cwd, policyPacks, refresh: options.refresh, signal: interruption.signal };
    const previewed = await runPreview(cli, request, shown);
    const { changes } = previewed.events;
    const specs = readSpecs(name, specFile, cwd, deployed, undefined);
    const model = modelOf({ ...options, stack: name, format: "text" }, deployed, previewed, specs, approvals, today);
    // An update that only writes down other terms is one, too: the next comparison is with what it recorded.
    const isRecorded = deployed.record !== undefined && model.diff.terms.length === 0;
    const pending = !isRecorded || deployed.unfinished > 0 || Object.values(changes).some((amount) => amount > 0);
    return { ...told(model, specs, interruption.stopped), changes, pending };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (interruption.stopped) return { result: "interrupted", exitCode: EXIT.refused };
    return { result: "failed", exitCode: error.exitCode, reasons: [...error.details, error.message] };
  }
}

function told(model: PreviewModel, specs: ReadSpecs, stopped: boolean): Told {
  const { diff, driftLookedFor, lacks, preview, violations, gate } = model;
  const failed = preview.state === "failed";
  const exitCode = exitCodeOf(model, specs);
  const { id, name = "" } = specs.head?.value.organization ?? {};
  const others = violations.filter(({ mandatory }) => mandatory).map(({ policy, message }) => `${policy}: ${message}`);
  return {
    ...(id !== undefined && { organization: { id, name } }),
    ...(!failed && {
      access: {
        verdict: diff.verdict,
        driftLookedFor,
        ...diff.counts,
        ...(diff.digest && { digest: diff.digest.full }),
      },
    }),
    result: resultOf(failed, exitCode === EXIT.refused, stopped),
    exitCode: failed && stopped ? EXIT.refused : exitCode,
    reasons: [...preview.errors, ...others, ...gate.refusals, ...lacks.map((lack) => `${WOULD_BE_REFUSED}: ${lack}`)],
  };
}

function resultOf(failed: boolean, refused: boolean, stopped: boolean): OrgResult {
  if (failed) return stopped ? "interrupted" : "failed";
  return refused ? "refused" : "previewed";
}
