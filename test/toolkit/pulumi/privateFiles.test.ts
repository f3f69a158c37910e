import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withPrivateFiles } from "../../../toolkit/pulumi/privateFiles.ts";

describe.skipIf(process.platform === "win32")("what the engine writes", () => {
  let dir: string;
  let before: number;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), "private-files-"));
    before = process.umask(0o022);
  });
  afterAll(() => {
    process.umask(before);
    rmSync(dir, { recursive: true, force: true });
  });

  const mode = (name: string) => (statSync(join(dir, name)).mode & 0o777).toString(8);
  const write = (name: string) => async () => {
    await execa("sh", ["-c", `echo x > ${name}.json; mkdir ${name}`], { cwd: dir });
  };
  const inFiles = { PULUMI_BACKEND_URL: "file://~/state" };

  it("is for its user alone where states are files, also while another run ends first", async () => {
    await Promise.all([
      withPrivateFiles(dir, inFiles, write("short")),
      withPrivateFiles(dir, inFiles, async () => {
        await execa("sleep", ["0.3"]);
        await write("long")();
      }),
    ]);
    await write("after")();
    expect(["short.json", "short", "long.json", "long"].map(mode)).toEqual(["600", "700", "600", "700"]);
    expect(["after.json", "after"].map(mode)).toEqual(["644", "755"]);
  });

  it("has the usual rights again after a run that failed", async () => {
    const failing = () => Promise.reject(new Error("no"));
    await expect(withPrivateFiles(dir, inFiles, failing)).rejects.toThrow("no");
    await write("again")();
    expect(mode("again.json")).toBe("644");
  });

  it("is left alone where states are elsewhere, and found by Pulumi.yaml where they are files", async () => {
    const elsewhere = { PULUMI_HOME: dir, PULUMI_BACKEND_URL: "s3://states" };
    await withPrivateFiles(dir, elsewhere, write("elsewhere"));
    writeFileSync(join(dir, "Pulumi.yaml"), "name: access\nbackend: { url: file://./state }\n");
    await withPrivateFiles(dir, { PULUMI_HOME: dir }, write("named"));
    expect(["elsewhere.json", "named.json"].map(mode)).toEqual(["644", "600"]);
  });
});
