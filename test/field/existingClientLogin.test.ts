/** An existing client that logs in for the user who signs in has no use for roles: grants to it are refused as for one that the stack makes. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { effectiveAccess } from "../../access/effective/effectiveAccess.ts";
import { explain } from "../../access/explain/explain.ts";
import { loadSpec } from "../../access/language/loadSpec.ts";
import { printProblem } from "../../access/language/problem.ts";
import { ownOrgNeeds } from "../../access/plan/orgQuestions.ts";
import { plan } from "../../access/plan/plan.ts";
import { planOffline } from "../../access/plan/planOffline.ts";
import { readOrgFacts } from "../../providers/genesys/orgFacts.ts";
import { wireNewClient } from "../../providers/genesys/wire.ts";
import { SEED } from "../../simulator/index.ts";
import { specOf } from "../access/fixtures/load.ts";
import { type OrgUnderTest, orgUnderTest } from "../providers/support/orgUnderTest.ts";

let org: OrgUnderTest;
beforeEach(async () => {
  org = await orgUnderTest();
});
afterEach(() => org.close());

const specWith = (id: string) =>
  specOf(
    loadSpec(
      "stacks/prod.yaml",
      () => `organization: { id: ${SEED.organizationId} }
divisions: { EMEA_Operations: {} }
roles: { reader: { name: Reader, permissions: ["routing:queue:view"] } }
clients:
  wallboard:
    existing: ${id}
    grants: [{ role: reader, divisions: [EMEA_Operations] }]
`,
    ),
  );

async function madeByHand(authorizedGrantType: string): Promise<string> {
  const body = { name: "Wallboard", authorizedGrantType, registeredRedirectUri: ["https://wall.contoso.example/cb"] };
  return (await org.console.post("/api/v2/oauth/clients", { ...body, scope: ["routing:readonly"] }, wireNewClient)).id;
}

const planned = async (id: string) => {
  const spec = specWith(id);
  return plan(spec, await readOrgFacts(org.session.client, ownOrgNeeds(spec.value)));
};

describe("grants to an existing client", { timeout: 60_000 }, () => {
  it.each(["CODE", "TOKEN"])("that logs in with %s are refused, with the place of the grants", async (grantType) => {
    const result = await planned(await madeByHand(grantType));
    expect(result.ok ? [] : result.problems.map(printProblem)).toEqual([
      `stacks/prod.yaml:7:5 clients.wallboard.grants: the org's client logs in with "${grantType}", and grants have no effect on it: it acts with the roles of the user who signs in. Remove the entry, and grant the roles under users or groups instead.`,
    ]);
  });

  it("that logs in with client credentials are planned", async () => {
    expect((await planned(SEED.legacy.clientId)).ok).toBe(true);
  });

  it("are not called allowed where no org says how it logs in", () => {
    const spec = specWith(SEED.legacy.clientId);
    const offline = planOffline(spec);
    if (!offline.ok) throw new Error("not planned");
    const asked = { client: "wallboard", can: "routing:queue:view", division: "EMEA_Operations" };
    const result = explain(effectiveAccess(offline.desired, spec), spec, asked);
    expect(result).toMatchObject({ ok: true, explanation: { answer: "undecided", layer: "grant-type" } });
    const { sentence = "", notes = [] } = result.ok ? result.explanation : {};
    expect(sentence).toContain("that counts only if it logs in with client credentials");
    expect(notes.join(" ")).toContain("`genesys-access preflight` asks the org and refuses it");
  });
});
