/** The digest of a CLI that is fetched over HTTP: given, recorded at first use, or told that there is none. */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DIGEST_RECORD, DIGEST_VARIABLE, requireKnownCli } from "../../../toolkit/pulumi/cliDigest.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("the digest of the Pulumi CLI", () => {
  let server: Server;
  let served = "the vendor's";
  let home: string;
  const file = () => join(home, "versions", "3.255.0", "bin", "pulumi");

  beforeAll(async () => {
    server = createServer((_request, response) => response.end(served));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => {
    server.close();
    rmSync(home, { recursive: true, force: true });
  });
  beforeEach(() => {
    if (home) rmSync(home, { recursive: true, force: true });
    home = mkdtempSync(join(tmpdir(), "cli-digest-"));
    served = "the vendor's";
  });

  async function download(text = served) {
    served = text;
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/pulumi`);
    mkdirSync(join(home, "versions", "3.255.0", "bin"), { recursive: true });
    writeFileSync(file(), Buffer.from(await answer.arrayBuffer()));
  }

  function use(env: Record<string, string> = {}): string[] {
    const said: string[] = [];
    requireKnownCli(file(), env, (line) => said.push(line));
    return said;
  }

  it("is recorded at first use, which says that there was nothing to compare with", async () => {
    await download();
    const [said, ...more] = use();
    expect(more).toEqual([]);
    expect(said).toContain("there is nothing to compare it with");
    expect(said).toContain(sha256("the vendor's"));
    expect(said).toContain(join(home, DIGEST_RECORD));
    expect(use()).toEqual([]);
    await download();
    expect(use()).toEqual([]);
  });

  it("refuses a later download that is another file", async () => {
    await download();
    use();
    await download("somebody else's");
    expect(() => use()).toThrow(/had [0-9a-f]{64} when its version was first used here\. Nothing of it was run/);
    await download("the vendor's");
    expect(use()).toEqual([]);
  });

  it("is compared with the one that the user gives, at every use and before any record", async () => {
    await download();
    expect(use({ [DIGEST_VARIABLE]: sha256("the vendor's").toUpperCase() })).toEqual([]);
    expect(() => readFileSync(join(home, DIGEST_RECORD))).toThrow();
    await download("somebody else's");
    expect(() => use({ [DIGEST_VARIABLE]: sha256("the vendor's") })).toThrow(/GENESYS_ACCESS_PULUMI_SHA256 says/);
    expect(() => use({ [DIGEST_VARIABLE]: "abc" })).toThrow(/is no SHA-256/);
  });

  it("of a CLI outside of a Pulumi home is compared only where the user gives one: its installer replaces it", async () => {
    await download();
    const elsewhere = join(home, "pulumi");
    writeFileSync(elsewhere, "brewed");
    const say = () => expect.unreachable();
    requireKnownCli(elsewhere, {}, say);
    expect(() => requireKnownCli(elsewhere, { [DIGEST_VARIABLE]: sha256("x") }, say)).toThrow();
  });
});
