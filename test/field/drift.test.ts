/** Plain `pulumi up` compares with the state: a verdict that only the state gave must not be read as "nobody changed anything". */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fleetCommand } from "../../cli/fleet.ts";
import { type PreviewModel, renderPreview } from "../../toolkit/preview/render.ts";
import { deployed, event, modelOf, refreshed, same } from "./previewOf.ts";

/** The verdict as each reader gets it. */
function verdicts(model: PreviewModel) {
  const first = (format: "text" | "markdown") => /^(Verdict|### Access).*$/m.exec(renderPreview(model, format))?.[0];
  return [first("text"), first("markdown"), JSON.parse(renderPreview(model, "json")).driftLookedFor];
}

describe("the verdict of a preview", () => {
  it("says that drift was not looked for where only the state was compared", () => {
    expect(verdicts(modelOf(deployed("a", "b"), [same("a"), same("b")]))).toEqual([
      "Verdict: unchanged; drift was not looked for",
      "### Access of stack `prod`: unchanged; drift was not looked for",
      false,
    ]);
  });

  it("says nothing of it where the org was asked about everything, whoever asked for that", () => {
    const model = modelOf(deployed("a", "b"), [refreshed("a"), refreshed("b"), same("a"), same("b")]);
    expect(verdicts(model)).toEqual(["Verdict: unchanged", "### Access of stack `prod`: unchanged", true]);
    expect(model.drift?.verdict).toBe("unchanged");
  });

  it("does not take half a refresh for a whole one", () => {
    const model = modelOf(deployed("a", "b"), [refreshed("a")], true);
    expect(verdicts(model)).toEqual([
      "Verdict: unknown: 0 gained, 0 lost (0 subjects); drift was not looked for",
      "### Access of stack `prod`: unknown; drift was not looked for",
      false,
    ]);
    expect(renderPreview(model, "markdown")).not.toContain("The org is as the last update left it");
  });

  it("is silent where nothing is deployed that could have changed, but not where the preview failed", () => {
    expect(verdicts(modelOf(deployed(), [event("resourcePreEvent", "create", "a")]))[2]).toBe(true);
    expect(verdicts(modelOf(deployed(), [], true))[2]).toBe(false);
  });
});

describe("drift is taken back", () => {
  it.each(["github/access-deploy.yml", "gitlab/access.gitlab-ci.yml"])("by the deployment of %s", (file) => {
    const updates = readFileSync(`templates/pipelines/${file}`, "utf8").match(/^.*pulumi up .*$/gm) ?? [];
    expect(updates.length).toBeGreaterThan(0);
    for (const update of updates) expect(update).toContain(" --refresh ");
  });

  it.each([
    [[], true],
    [["--refresh"], true],
    [["--no-refresh"], false],
  ])("by a fleet unless somebody turns it off: %j", (args, refresh) => {
    const command = fleetCommand().action(() => undefined);
    expect(command.parse(["up", ...args], { from: "user" }).opts()["refresh"]).toBe(refresh);
  });
});
