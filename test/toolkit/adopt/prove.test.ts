import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { ROLE } from "../../../access/resources/role.ts";
import { namesIn, notYetIn, requireImportingCli } from "../../../toolkit/adopt/prove.ts";

/** A CLI that only says its version. */
function cliOf(version: string): Parameters<typeof requireImportingCli>[0] {
  const folder = mkdtempSync(join(tmpdir(), "cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const command = join(folder, "pulumi");
  writeFileSync(command, `#!/bin/sh\necho ${version}\n`);
  chmodSync(command, 0o755);
  return { command, env: {}, automation: () => Promise.reject(new Error("nobody asks")) };
}

describe("the proof", () => {
  it("asks for a CLI that can import outputs, in one sentence", async () => {
    await expect(requireImportingCli(cliOf("v3.253.9"))).rejects.toThrow(
      "The Pulumi CLI is v3.253.9, and importing resources with their outputs takes 3.254.0 or later: install a newer one, then run the same command again.",
    );
    await expect(requireImportingCli(cliOf("v3.254.0"))).resolves.toBeUndefined();
    await expect(requireImportingCli(cliOf("v4.0.0"))).resolves.toBeUndefined();
  });

  it("imports what the state does not have, and nothing twice", () => {
    const resource = (name: string) => ({ type: ROLE.token, name, id: `id-${name}`, inputs: {}, outputs: {} });
    const urn = `urn:pulumi:prod::access::${ROLE.token}::reader`;
    const state = namesIn({ resources: new Map([[urn, resource("reader")]]), unfinished: 0 });
    expect(notYetIn(state, [resource("reader"), resource("writer")]).map(({ name }) => name)).toEqual(["writer"]);
  });
});
