import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { diffAccess } from "../../../access/diff/diffAccess.ts";
import { effectiveAccess } from "../../../access/effective/effectiveAccess.ts";
import { divisionLabels } from "../../../access/effective/fromResources.labels.ts";
import { desiredFromResources } from "../../../access/effective/fromResources.ts";
import { toResources } from "../../../access/effective/toResources.ts";
import { loadSpec } from "../../../access/language/loadSpec.ts";
import { planOffline } from "../../../access/plan/planOffline.ts";
import { UNKNOWN_VALUE } from "../../../access/resources/unknown.ts";
import { projectFile } from "../../support/project.ts";
import { specOf } from "../fixtures/load.ts";

function planOf(file: string) {
  const planned = planOffline(specOf(loadSpec(file, (name) => readFileSync(name, "utf8"))));
  if (!planned.ok) throw new Error(JSON.stringify(planned.problems));
  return planned.desired;
}

it.each(["demo", "prod"])("gives the resources of the stack %s the access of its plan", (name) => {
  const desired = planOf(projectFile(`stacks/${name}.yaml`));
  const resources = toResources(desired);
  const { head: labels } = divisionLabels({ base: resources, head: resources }, undefined);
  const { stack, organization } = desired;
  const read = desiredFromResources(resources, { stack, organization, labels });
  const { verdict, subjects } = diffAccess(effectiveAccess(desired), effectiveAccess(read));
  expect([verdict, subjects]).toEqual(["unchanged", []]);
  expect(effectiveAccess(read).subjects.length).toBeGreaterThan(3);
});

it("knows no id of what the stack makes itself", () => {
  const inputs = toResources(planOf(projectFile("stacks/demo.yaml"))).find(
    (resource) => resource.inputs["clientKey"] === "partner-adherence",
  )?.inputs;
  expect(inputs?.["grants"]).toEqual({
    "adherence-reader": { roleId: UNKNOWN_VALUE, divisions: { BPO_Adherence: UNKNOWN_VALUE } },
  });
});
