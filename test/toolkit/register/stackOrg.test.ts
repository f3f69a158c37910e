/** The register of a stack with what its org says, over HTTP. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Register } from "../../../access/register/model.ts";
import { SEED, type Simulator, seedOrg, startSimulator } from "../../../simulator/index.ts";
import { openRegister } from "../../../toolkit/register/openRegister.ts";
import { project } from "./project.ts";

const seed = seedOrg();
const legacy = seed.clients.find(({ name }) => name === "Legacy Reporting");

/** The stack's client stands in the org, with a role that somebody gave it by hand; its own roles were never deployed. */
function markedOrg(): typeof seed {
  for (const client of seed.clients) {
    if (client.id === legacy?.id) {
      client.name = "CRM";
      client.description = "Reads queues [access/prod/clients/crm]";
    }
  }
  return seed;
}

describe("the register of a stack with its org", () => {
  let org: Simulator;
  let register: Register;
  const [division = ""] = seed.divisions.filter(({ homeDivision }) => !homeDivision).map(({ name }) => name);
  const { folder, remove } = project((yaml) =>
    yaml
      .replace("9d2b6f18-5a3e-4e07-b1c4-60f7a8d3e592", SEED.organizationId)
      .replace("divisions: { EMEA: {}, NA: {} }", `divisions: { EMEA: { name: ${division} } }`)
      .replace(/users:\n.*\n/, ""),
  );
  beforeAll(async () => {
    org = await startSimulator({ seed: markedOrg() });
    for (const [name, value] of Object.entries(org.environment)) vi.stubEnv(name, value);
    register = await openRegister(
      { stack: ["prod"], org: true, snapshot: [], today: "2026-11-29" },
      folder,
      process.env,
    );
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await org?.close();
    remove();
  });

  it("knows the client by its marker: its id, its state and the age of its secret", () => {
    expect(register.orgs[0]?.subjects[0]).toMatchObject({
      id: "client:crm",
      orgId: legacy?.id,
      state: "active",
      secrets: [{ generation: 1, current: true, created: expect.any(String), ageDays: expect.any(Number) }],
    });
  });

  it("tells as drift what the org has beyond the spec, and what it lacks", () => {
    const drift = register.orgs[0]?.drift;
    expect(drift?.verdict).not.toBe("unchanged");
    expect(drift?.changes).toContainEqual(
      expect.objectContaining({ direction: "lost", subject: "client:crm", item: "routing:queue:view" }),
    );
    expect(drift?.notCovered.length).toBeGreaterThan(0);
  });

  it("has the coverage of the reading, and what the spec says unchanged", () => {
    expect(register.orgs[0]?.coverage.map(({ part }) => part)).toContain("client-grants");
    expect(register.orgs[0]?.notCovered.join("\n")).not.toContain("nobody asked it");
    expect(register.orgs[0]?.atoms).toBe(2);
  });
});
