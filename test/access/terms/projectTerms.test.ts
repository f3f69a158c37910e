import { describe, expect, it } from "vitest";
import { projectTerms, settingsTerms } from "../../../access/terms/projectTerms.ts";

/**
 * Pulumi takes variables and settings for a stack from environments of its service, and may take them from the file itself: they could lead the
 * credentials elsewhere, or name another client.
 */
describe("environments of Pulumi's service", () => {
  const valuesOf = (text: string) => settingsTerms("stacks/Pulumi.prod.yaml", text).terms.map(({ value }) => value);

  it.each([
    ["a list", "environment: [base, prod]\n", ["environment.0: base", "environment.1: prod"]],
    ["a map of imports", "environment: { imports: [prod] }\n", ["environment.imports.0: prod"]],
    [
      "a list of maps",
      "environment: { imports: [{ prod: { merge: false } }] }\n",
      ["environment.imports.0.prod.merge: false"],
    ],
    [
      "variables of the connection, written out",
      "environment: { values: { environmentVariables: { GENESYSCLOUD_GATEWAY_HOST: gateway.example } } }\n",
      ["environment.values.environmentVariables.GENESYSCLOUD_GATEWAY_HOST: gateway.example"],
    ],
    ["a version of one", "environment: ['prod@3']\n", ["environment.0: prod@3"]],
  ])("are a term of the stack: %s", (_, text, values) => {
    expect(valuesOf(text)).toEqual(values);
  });

  it("show no secret of theirs", () => {
    const secret = "environmentVariables: { GENESYSCLOUD_OAUTHCLIENT_SECRET: open, OTHER: { 'fn::secret': hidden } }";
    const values = valuesOf(`environment: { values: { ${secret} } }\n`);
    expect(values).toEqual([
      expect.stringMatching(/_SECRET: secret, [0-9a-f]{12,}$/),
      expect.stringMatching(/fn::secret: secret, [0-9a-f]{12,}$/),
    ]);
    expect(values.join()).not.toMatch(/open|hidden/);
  });

  it.each(["environment: [prod]\n", "environment: { values: {} }\n", "environments: [prod]\n"])(
    "are refused in Pulumi.yaml, where nobody has said what they do: %j",
    (text) => {
      const { problems } = projectTerms("Pulumi.yaml", `name: access\nruntime: nodejs\n${text}`);
      expect(problems).toMatchObject([{ code: "unknown-project-key", position: { file: "Pulumi.yaml", line: 3 } }]);
    },
  );

  it("are refused under another name in the file of a stack", () => {
    const { problems } = settingsTerms("stacks/Pulumi.prod.yaml", "environments: [prod]\n");
    expect(problems).toMatchObject([{ code: "unknown-project-key", nearest: ["environment"] }]);
  });
});
