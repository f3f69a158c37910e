/** A preview passes with credentials that the update refuses: its report must not read as if the update would do what it shows. */
import { readFileSync } from "node:fs";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { describe, expect, it } from "vitest";
import { UPDATE_REFUSED } from "../../access/preflight/updateRefused.ts";
import { renderPreview } from "../../toolkit/preview/render.ts";
import { deployed, modelOf, refreshed, same } from "./previewOf.ts";

const LACK =
  'stacks/prod.yaml:4:3 roles.a: the deployer "Deployer" lacks authorization:role:edit. Give it the permission.';
const warning = (message: string): EngineEvent =>
  ({ sequence: 0, timestamp: 0, diagnosticEvent: { severity: "warning", message, color: "never" } }) as never;
const passed = [refreshed("a"), same("a")];

describe("the report of a preview that its update would refuse", () => {
  const model = modelOf(deployed("a"), [warning(`${UPDATE_REFUSED}\n${LACK}\n`), ...passed]);

  it("says so beside the verdict, with everything that the deployer lacks", () => {
    const text = renderPreview(model, "text");
    expect(text).toMatch(/^Verdict: unchanged; an update with these credentials would be refused$/m);
    expect(text).toContain(`  - ${LACK}\n`);
  });

  it("has it among what must be done, in the comment", () => {
    const comment = renderPreview(model, "markdown");
    const mustAct = comment.slice(comment.indexOf("### Must act"), comment.indexOf("### Not covered"));
    expect(mustAct).toContain("The update would be refused with these credentials: ");
    expect(mustAct).toContain("authorization:role:edit");
  });

  it("has it as data", () => {
    expect(JSON.parse(renderPreview(model, "json")).lacks).toEqual([LACK]);
    expect(JSON.parse(renderPreview(modelOf(deployed("a"), passed), "json")).lacks).toEqual([]);
  });

  it("takes no other warning for it", () => {
    expect(modelOf(deployed("a"), [warning(`Something else\n${LACK}`), ...passed]).lacks).toEqual([]);
  });

  it("knows the program by its words", () => {
    expect(readFileSync("program/requirePlan.ts", "utf8")).toContain(`"${UPDATE_REFUSED}"`);
  });
});
