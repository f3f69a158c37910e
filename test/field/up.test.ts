/** The words of `pulumi up` and `pulumi preview` when something stops them, or nearly does. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type StackOnSimulator, stackOnSimulator } from "../support/stackOnSimulator.ts";

/** A role that nobody holds is advice. */
const UNUSED = ["one", "two"].map(
  (key) => `  ${key}: { name: "${key}", purpose: Nobody holds it, permissions: ["routing:queue:view"] }\n`,
);

describe("pulumi up", { timeout: 240_000 }, () => {
  let stack: StackOnSimulator;
  let valid: string;

  beforeAll(async () => {
    stack = await stackOnSimulator();
    valid = await stack.readSpec();
  }, 120_000);
  afterAll(() => stack?.close());

  it("says what to target too, where --target makes a client and not its role", async () => {
    const { exitCode, output } = await stack.up("--target", "**OAuthClient::powerbi-emea");
    expect(exitCode).not.toBe(0);
    expect(output).toContain(
      'the role "bi-analytics-reader" is not made yet, and this update leaves it out. Name it beside what needs it, --target "**Role::bi-analytics-reader", or run the update without --target.',
    );
    expect(output).not.toMatch(/expected string|received undefined/);
    const both = ["--target", "**OAuthClient::powerbi-emea", "--target", "**Role::bi-analytics-reader"];
    expect((await stack.up(...both)).exitCode).toBe(0);
    expect(stack.org.export().clients.filter(({ name }) => name === "Power BI EMEA")).toHaveLength(1);
  });

  it("lists advice once, with what several findings ask for said once", async () => {
    await stack.writeSpec(valid.replace("roles:\n", `roles:\n${UNUSED.join("")}`));
    const { exitCode, output } = await stack.pulumi("up", "--yes");
    expect(exitCode, output).toBe(0);
    const diagnostics = output.split("Diagnostics:").slice(1);
    const listed = diagnostics.map((part) => part.split("[unused-role/").length - 1);
    expect(listed, output).toEqual([2, 0]);
    expect(output).toContain("for each of these 2 (unused-role): ");
    expect(output).toContain("Advice (2 findings): `pulumi preview` lists them.");
  });
});
