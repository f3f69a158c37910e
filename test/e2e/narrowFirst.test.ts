import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SEED } from "../../simulator/index.ts";
import { type StackOnSimulator, stackOnSimulator, writes } from "../support/stackOnSimulator.ts";

const client = (name: string, divisions: string) => `
    name: ${name}
    owner: reporting@contoso.example
    purpose: Weekly report
    grantType: client-credentials
    grants: [{ role: reader, divisions: [${divisions}] }]`;

const BEFORE = `
organization: { id: ${SEED.organizationId} }
divisions: { EMEA_Operations: {}, EMEA_Support: {}, NA_Operations: {} }
roles:
  reader: { name: Reader, purpose: Weekly report, permissions: ["analytics:conversationDetail:view"] }
clients:
  narrowed:${client("Narrowed", "EMEA_Operations, EMEA_Support")}
  moved:${client("Moved", "EMEA_Support")}
  leaving:${client("Leaving", "EMEA_Operations, NA_Operations")}
groups:
  EMEA Supervisors: { grants: [{ role: reader, divisions: [EMEA_Operations] }] }
users:
  emma.emea@contoso.example: { grants: [{ role: reader, divisions: [EMEA_Operations, EMEA_Support] }] }
`;
/** The role gains a permission; one client narrows, one moves, one goes; a group's grant goes and a user's narrows. */
const AFTER = `
organization: { id: ${SEED.organizationId} }
divisions: { EMEA_Operations: {}, EMEA_Support: {}, NA_Operations: {} }
roles:
  reader: { name: Reader, purpose: Weekly report, permissions: ["analytics:conversationDetail:view", "routing:queue:view"] }
clients:
  narrowed:${client("Narrowed", "EMEA_Operations")}
  moved:${client("Moved", "NA_Operations")}
users:
  emma.emea@contoso.example: { grants: [{ role: reader, divisions: [EMEA_Support] }] }
`;

describe("an up that widens a role while its holders lose divisions of it", { timeout: 120_000 }, () => {
  let stack: StackOnSimulator;
  let output: string;
  let changes: string[];

  beforeAll(async () => {
    stack = await stackOnSimulator({ spec: BEFORE });
    const first = await stack.up();
    expect(first.exitCode, first.output).toBe(0);
    const before = writes(stack.org).length;
    await stack.writeSpec(AFTER);
    const second = await stack.up();
    output = second.output;
    expect(second.exitCode, output).toBe(0);
    changes = writes(stack.org).slice(before);
  }, 120_000);
  afterAll(() => stack?.close());

  it("takes what goes before the role gains anything", () => {
    const widened = changes.findIndex((call) => call.startsWith("PUT /api/v2/authorization/roles/"));
    const taken = changes.slice(0, widened).filter((call) => call.startsWith("DELETE "));
    const divisions = taken.map((call) => /divisions\/([^/]+)/.exec(call)?.[1]).sort();
    const { EMEA_Operations, EMEA_Support } = SEED.divisions;
    // narrowed and moved lose Support; the group and the user lose Operations; the client that goes is deleted.
    expect(divisions.filter(Boolean)).toEqual([EMEA_Support, EMEA_Support, EMEA_Operations, EMEA_Operations].sort());
    expect(taken.filter((call) => call.includes("/oauth/clients/"))).toHaveLength(1);
  });

  it("ends as the spec says", async () => {
    const clean = await stack.pulumi("refresh", "--preview-only", "--expect-no-changes");
    expect(clean.exitCode, clean.output).toBe(0);
    expect(stack.org.export().clients.filter(({ name }) => name === "Leaving")).toEqual([]);
  });

  it("does not read or take anything when a role only loses permissions", async () => {
    const before = writes(stack.org).length;
    await stack.writeSpec(AFTER.replace(', "routing:queue:view"', "").replace("[EMEA_Support]", "[EMEA_Operations]"));
    const up = await stack.up();
    expect(up.exitCode, up.output).toBe(0);
    expect(writes(stack.org).slice(before)[0]).toMatch(/^PUT \/api\/v2\/authorization\/roles\//);
  });
});
