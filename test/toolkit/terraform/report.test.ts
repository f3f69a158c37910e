import { describe, expect, it } from "vitest";
import { printable } from "../../../access/values/untrusted.ts";
import { terraformSections } from "../../../toolkit/terraform/report.ts";
import { client, fixture, idOf, readingOf, role, stateOf } from "./support.ts";

describe("the report of a move from Terraform", () => {
  it("forgets exactly what was taken over, and says what stays", () => {
    const reading = readingOf(fixture("terraform.tfstate"));
    const sections = terraformSections(reading, { isAdopted: (kind) => kind === "division" });
    expect(sections.map(({ title }) => title)).toEqual([
      "State and org",
      "Terraform has it, and the language does not",
      "What the state cannot tell",
      "Stays with Terraform",
      "Let Terraform forget what was taken over",
    ]);
    expect(sections.at(-1)?.commands).toEqual([
      [
        "terraform state rm \\",
        `  'genesyscloud_auth_division.partner["Partner South"]' \\`,
        `  'genesyscloud_auth_division.partner["Partner_North"]'`,
      ].join("\n"),
    ]);
    expect(sections.find(({ title }) => title === "Stays with Terraform")?.lines).toContain(
      'genesyscloud_oauth_client.crm: the client "CRM" was not taken over',
    );
  });

  it("says that nothing was compared where no org was at hand, and each difference where one was", () => {
    const reading = readingOf(stateOf([role(2)]));
    const state = (comparison?: Parameters<typeof terraformSections>[1]["comparison"]) =>
      terraformSections(reading, { isAdopted: () => true, ...(comparison && { comparison }) })[0];
    expect(state()?.lines[0]).toMatch(/^not compared: no org was at hand/);
    expect(state({ sameOrg: false, reason: "it is another one" })?.lines).toEqual(["not compared: it is another one"]);
    expect(state({ sameOrg: true, differences: [] })?.lines).toEqual(["the org holds what the state says"]);
  });

  it("names who still refers to what was taken over, and not to what stays", () => {
    const queue = {
      type: "genesyscloud_routing_queue",
      values: {},
      more: { dependencies: ["genesyscloud_auth_role.role_2", "genesyscloud_auth_role.role_3"] },
    };
    const sections = terraformSections(readingOf(stateOf([role(2), role(3), queue])), {
      isAdopted: (_, id) => id === idOf(2),
    });
    expect(sections.find(({ title }) => title.startsWith("Refers"))?.lines).toEqual([
      "genesyscloud_routing_queue.it refers to genesyscloud_auth_role.role_2: give it a data source or the id before Terraform forgets that",
    ]);
  });

  it("is safe on a terminal whatever things are called", () => {
    const hostile = "\u001b[2J\u202e\n";
    const reading = readingOf(
      stateOf([
        role(2, { name: hostile, permissions: [hostile] }, { key: hostile }),
        client(3, { name: hostile, state: hostile, authorized_grant_type: hostile }),
      ]),
    );
    for (const isAdopted of [() => true, () => false])
      for (const { lines } of terraformSections(reading, { isAdopted })) expect(lines.map(printable)).toEqual(lines);
  });
});
