import { describe, expect, it } from "vitest";
import { planDeployed } from "../../../access/plan/planDeployed.ts";
import { loadTexts, ORGANIZATION, specOf } from "../fixtures/load.ts";

const spec = specOf(
  loadTexts({
    "prod.yaml": `organization: { id: ${ORGANIZATION} }
divisions: { EMEA: { name: EMEA_Operations }, NORTH: { name: EMEA_North }, NA: {}, EMEA_Own: { manage: true } }
roles: { reader: { name: Reader, permissions: ["routing:queue:view"] } }
clients:
  named: { name: Named, grantType: client-credentials, grants: [{ role: reader, divisions: [EMEA, NORTH, NA] }] }
  selected: { name: Selected, grantType: client-credentials, grants: [{ role: reader, divisions: { match: "EMEA_*" } }] }
  none: { name: None, grantType: client-credentials, grants: [{ role: reader, divisions: { match: "APAC_*" } }] }
`,
  }),
);

function divisionsOf(client: string, deployed: Record<string, string>) {
  const planned = planDeployed(spec, new Map(Object.entries(deployed)));
  if (!planned.ok) throw new Error(JSON.stringify(planned.problems));
  return planned.desired.clients.find(({ key }) => key === client)?.grants["reader"]?.divisions;
}

describe("a plan among the deployed divisions", () => {
  it("gives a division the id that its key has, or its name where a selector had taken it", () => {
    expect(divisionsOf("named", { EMEA: "id-1", EMEA_North: "id-2" })).toMatchObject({
      EMEA: { id: "id-1" },
      NORTH: { id: "id-2" },
    });
  });

  it("takes a division for another one where nothing of that key or name is deployed", () => {
    expect(divisionsOf("named", { OTHER: "id-1" })?.["NA"]).not.toEqual({ id: "id-1" });
  });

  it("lets selectors take what is deployed and what the spec declares", () => {
    const selected = divisionsOf("selected", { EMEA: "id-1", EMEA_West: "id-3", APAC: "id-4" });
    expect(selected).toMatchObject({
      EMEA: { id: "id-1" },
      EMEA_West: { id: "id-3" },
      EMEA_Own: { managed: "EMEA_Own" },
    });
    expect(Object.keys(selected ?? {}).sort()).toEqual(["EMEA", "EMEA_Own", "EMEA_West", "NORTH"]);
  });

  it("does not call a selector wrong that takes nothing of it", () => {
    expect(divisionsOf("none", {})).toEqual({});
  });
});
