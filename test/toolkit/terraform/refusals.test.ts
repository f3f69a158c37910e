import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Failure } from "../../../toolkit/failure.ts";
import { openTerraform } from "../../../toolkit/terraform/openTerraform.ts";
import { client, fixture, HOME, idOf, policy, problemsOf, role, showOf, stateOf } from "./support.ts";

describe("what is no state is refused with one sentence", () => {
  it.each([
    ["nothing", "  \n", "The file is empty."],
    ["HCL", '# ours\n\nresource "genesyscloud_auth_role" "it" {\n}\n', "Exported configuration may be cut"],
    ["exported JSON", '{"resource":{"genesyscloud_auth_role":{}},"terraform":{}}', "Exported configuration may be cut"],
    ["a plan", '{"format_version":"1.2","planned_values":{},"resource_changes":[]}', "This is a plan, not a state"],
    ["an old state", '{"version":3,"modules":[]}', "a state of format 3, and format 4 is read"],
    ["a newer state", '{"version":5}', "a state of format 5, and format 4 is read"],
    ["a version in words", '{"version":"4"}', "a state of format, and format 4 is read"],
    ["an encrypted state", '{"serial":1,"encrypted_data":"x"}', "encrypted by OpenTofu"],
    ["another show", '{"format_version":"2.0","values":{}}', "the formats 1.x"],
    ["a list", "[]", "this is a list"],
    ["other JSON", '{"a":1}', "neither a state of Terraform"],
    ["half a state", fixture("terraform.tfstate").slice(0, 2000), "This is not JSON"],
    ["text with a secret in it", '{"client_secret": s3cr3t-value}', "This is not JSON"],
    ["many levels", `{"version":4,"resources":${"[".repeat(200)}${"]".repeat(200)}}`, "more than 100 levels"],
    ["many values", `{"version":4,"resources":[${"0,".repeat(1_000_001)}0]}`, "more than 1000000 values"],
  ])("%s", (_, text, expected) => {
    const problems = problemsOf(text);
    expect(problems).toEqual([expect.stringContaining(expected)]);
    expect(problems.join()).not.toContain("s3cr3t");
  });
});

describe("what is wrong inside a state is told all at once", () => {
  it("by address and attribute, and without the values", () => {
    const text = stateOf([
      role(2, { name: 7, permission_policies: [policy("a:b", "c", ["view"]), policy("a", "b", [])] }),
      client(3, {
        id: "../../users/me",
        scopes: ["a", { s3cr3t: 1 }],
        access_token_validity_seconds: -1,
        client_secret: ["s3cr3t"],
        roles: [{ role_id: "s3cr3t", division_id: "everywhere" }, "s3cr3t"],
      }),
      { type: "genesyscloud_user_roles", values: { user_id: null, roles: "s3cr3t" } },
    ]);
    const problems = problemsOf(text);
    expect(problems).toEqual([
      "genesyscloud_auth_role.role_2, permission_policies[0].domain: with entity_name and action_set it makes no permission domain:entity:action",
      "genesyscloud_auth_role.role_2, permission_policies[1].action_set: it is empty, and a policy has an action",
      "genesyscloud_auth_role.role_2, name: a text is expected, and this is a number",
      "genesyscloud_auth_role.role_2, name: it is empty",
      expect.stringMatching(/client_3, id: an id of Genesys Cloud \(a UUID\) is expected here/),
      expect.stringMatching(
        /client_3, access_token_validity_seconds: a whole number is expected, and this is a number/,
      ),
      expect.stringMatching(/client_3, scopes: a list of texts/),
      expect.stringMatching(/client_3, roles\[1\]: an object is expected, and this is a text/),
      expect.stringMatching(/client_3, roles\[0\]\.role_id: an id of Genesys Cloud/),
      expect.stringMatching(/client_3, roles\[0\]\.division_id: an id of Genesys Cloud/),
      expect.stringMatching(/user_roles.it, user_id: an id of Genesys Cloud/),
      expect.stringMatching(/user_roles.it, roles: a list is expected, and this is a text/),
    ]);
    expect(problems.join()).not.toContain("s3cr3t");
  });

  it("two blocks of one object, and an address that comes twice", () => {
    expect(problemsOf(stateOf([role(2), role(2, {}, { name: "other" })]))).toEqual([
      `genesyscloud_auth_role.role_2: genesyscloud_auth_role.other manages the same role ${idOf(2)}, and each apply of one undoes the other: remove one of them from Terraform first`,
    ]);
    expect(problemsOf(stateOf([role(2), role(3, {}, { name: "role_2" })]))).toEqual([
      "genesyscloud_auth_role.role_2: this address is 2 times in the state",
    ]);
    // Looked up as often as one likes.
    expect(problemsOf(stateOf([HOME, { ...HOME, name: "again" }]))).toEqual([]);
  });

  it("what was cut out of it: that is unknown, and not empty", () => {
    const { roles: _, ...cut } = client(3).values;
    expect(problemsOf(stateOf([{ ...client(3), values: cut }]))).toEqual([
      expect.stringMatching(/^genesyscloud_oauth_client.client_3, roles: it is not in the state/),
    ]);
  });

  it("a client with a grant in a Home division that nobody knows", () => {
    const text = stateOf([client(3, { roles: [{ role_id: idOf(2), division_id: "" }] })]);
    expect(problemsOf(text)).toEqual([expect.stringContaining('add data "genesyscloud_auth_division_home"')]);
  });

  it("several configurations of the provider, which may be several orgs", () => {
    const of = (alias: string) => ({ provider: `provider["registry.terraform.io/mypurecloud/genesyscloud"]${alias}` });
    const text = stateOf([role(2, {}, of(".emea")), role(3, {}, of(".na"))]);
    expect(problemsOf(text)).toEqual([expect.stringContaining('("emea" and "na"), which may be of different orgs')]);
    expect(problemsOf(text, { alias: "apac" })).toEqual([expect.stringContaining('there is "emea" and "na"')]);
  });

  it("a newer version of the provider", () => {
    expect(problemsOf(stateOf([role(2, {}, { more: { schema_version: 2 } })]))).toEqual([
      expect.stringContaining("schema_version 2"),
    ]);
    expect(problemsOf(stateOf([role(2, {}, { more: { schema_version: "1" } })]))).toHaveLength(1);
  });

  it("parts of an address that would do something in a shell or a terminal", () => {
    for (const name of ["a b", "a;rm -rf /", "a\u001b[2J", "$(id)", ""])
      expect(problemsOf(stateOf([role(2, {}, { name })]))).toEqual([
        expect.stringContaining("none that Terraform writes"),
      ]);
    for (const module of ["module.a;", "module.a[0]x", 'module.a["\u001b[2J"]', "module.", "module.a.", "x.a"])
      expect(problemsOf(showOf([role(2, {}, { module })]))).toEqual([
        expect.stringContaining("none that Terraform writes"),
      ]);
  });

  it("texts that no org has", () => {
    expect(problemsOf(stateOf([role(2, { description: "x".repeat(20_001) })]))).toEqual([
      "genesyscloud_auth_role.role_2, description: a text of at most 20000 characters is expected, and this has 20001",
    ]);
  });

  it("modules inside modules, as deep as a file can be", () => {
    let module: object = { resources: "no list" };
    for (let depth = 0; depth < 40; depth++) module = { child_modules: [module] };
    const text = JSON.stringify({ format_version: "1.0", values: { root_module: module } });
    expect(problemsOf(text)).toEqual([expect.stringContaining("a list is expected, and this is a text")]);
  });
});

describe("the file of a state", () => {
  const folder = mkdtempSync(join(tmpdir(), "terraform-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, contents: string | Buffer) => {
    writeFileSync(join(folder, name), contents);
    return join(folder, name);
  };
  const failure = (path: string): Failure => {
    try {
      openTerraform(path);
    } catch (error) {
      if (error instanceof Failure) return error;
      throw error;
    }
    throw new Error("it was read");
  };

  it("may have a byte order mark, and be the UTF-16 of a Windows shell", () => {
    const text = stateOf([role(2)]);
    expect(openTerraform(file("utf8", `\uFEFF${text}`)).managed).toHaveLength(1);
    expect(openTerraform(file("utf16", Buffer.from(`\uFEFF${text}`, "utf16le"))).managed).toHaveLength(1);
  });

  it("is refused by name with every problem, and an escape sequence in an address does nothing", () => {
    const path = file("bad", stateOf([role(2, { id: 1 }, { key: "\u001b[2J" }), role(3, { id: 2 })]));
    const { message, exitCode, details } = failure(path);
    expect({ message, exitCode }).toEqual({ message: `Nothing was taken from ${path}.`, exitCode: 2 });
    expect(details).toHaveLength(4);
    expect(details[0]).toMatch(/\/bad: genesyscloud_auth_role\.role_2\["\\u001b\[2J"\], id: a text is expected/);
  });

  it("tells fifty problems of many, and how many there are", () => {
    const { details } = failure(file("many", stateOf(Array.from({ length: 60 }, (_, at) => role(at, { name: "" })))));
    expect([details.length, details.at(-1)]).toEqual([51, "… and 10 more"]);
  });

  it("is a file: a pipe without a writer and a folder do not hold the command up", () => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    for (const path of [join(folder, "pipe"), folder, join(folder, "nowhere")])
      expect(failure(path).message).toMatch(/^The state .* cannot be read: /);
  });
});
