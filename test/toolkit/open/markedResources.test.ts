import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadSpec } from "../../../access/language/loadSpec.ts";
import type { DesiredAccess } from "../../../access/plan/desired.ts";
import { planOffline } from "../../../access/plan/planOffline.ts";
import { SEED } from "../../../simulator/index.ts";
import { markedResources } from "../../../toolkit/open/markedResources.ts";
import { type OrgUnderTest, orgUnderTest } from "../../providers/support/orgUnderTest.ts";

let org: OrgUnderTest;
beforeAll(async () => {
  org = await orgUnderTest();
});
afterAll(() => org.close());

const OWNED = { project: "access", stack: "prod" };

/** A spec that says of its role that it was the role of this id. */
function adopting(id: string): DesiredAccess {
  const text = `organization: { id: ${SEED.organizationId} }\nroles:\n  reader: { name: Reader, adopted: ${id}, permissions: ["routing:queue:view"] }\n`;
  const loaded = loadSpec("prod.yaml", () => text);
  if (!loaded.ok) throw new Error("the spec is not valid");
  const planned = planOffline(loaded.spec);
  if (!planned.ok) throw new Error("the spec cannot be planned");
  return planned.desired;
}

describe("objects that bear no marker because a stack adopted them", () => {
  const id = SEED.roles["Access as Code Deployer"];

  it("are found by the ids of the spec that the org was deployed from", async () => {
    const desired = adopting(id);
    const { resources } = await markedResources(org.newRun(), OWNED, [desired], desired);
    expect([...resources.values()].map((one) => [one.id, one.outputs["roleKey"]])).toEqual([[id, "reader"]]);
  });

  it("are never found by those of the spec that is to be deployed, which could name what permits more already", async () => {
    const { resources } = await markedResources(org.newRun(), OWNED, [adopting(id)]);
    expect([...resources.values()]).toEqual([]);
  });
});
