import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { CONNECTION_VARIABLES, withEnvironments } from "../../../toolkit/fleet/environments.ts";

const dir = mkdtempSync(join(tmpdir(), "fleet-env-"));
writeFileSync(
  join(dir, "a.env"),
  "# of org a\nGENESYSCLOUD_OAUTHCLIENT_ID=id-a\nGENESYSCLOUD_OAUTHCLIENT_SECRET='se cret'\n",
);
const stacks = ["a", "b"].map((name) => ({ name, file: `stacks/${name}.yaml` }));

afterAll(() => rmSync(dir, { recursive: true }));

describe("the environment of each org", () => {
  it("is its own file, which replaces the connection as a whole; without a file nothing is added", () => {
    const [a, b] = withEnvironments(stacks, { PATH: "/bin" }, dir);
    expect(a?.env).toMatchObject({
      GENESYSCLOUD_OAUTHCLIENT_ID: "id-a",
      GENESYSCLOUD_OAUTHCLIENT_SECRET: "se cret",
      GENESYSCLOUD_GATEWAY_HOST: "",
      GENESYSCLOUD_REGION: "",
    });
    expect(b).toEqual({ ...stacks[1], env: {} });
  });

  it.each(CONNECTION_VARIABLES)("never is shared between orgs: %s", (variable) => {
    const shared = { [variable]: "secret-of-one-org" };
    expect(() => withEnvironments(stacks, shared, dir)).toThrow(
      new RegExp(`^${variable} of this .* all 2 orgs.*a\\.env`),
    );
    expect(() => withEnvironments(stacks, shared, dir)).not.toThrow("secret-of-one-org");
    expect(withEnvironments(stacks.slice(1), shared, dir)).toEqual([{ ...stacks[1], env: {} }]);
    expect(withEnvironments(stacks, { [variable]: "" }, dir)).toHaveLength(2);
  });

  it("knows every variable that the connection is made of", () => {
    const source = readFileSync(join(import.meta.dirname, "../../../providers/genesys/connection.ts"), "utf8");
    expect([...CONNECTION_VARIABLES].sort()).toEqual([...new Set(source.match(/GENESYSCLOUD_\w+/g))].sort());
  });

  it("comes from a folder that is there", () => {
    expect(() => withEnvironments(stacks, {}, join(dir, "nope"))).toThrow(/--env-dir: there is no folder .*nope/);
  });
});
