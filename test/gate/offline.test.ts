/** Each attack through `check` and `diff`: without an org, and without the engine. */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "./answer.ts";
import { APPROVED_CHANGE, ATTACKS, BASE_NAME, NAMED_LIKE_BASE, OCCASIONS } from "./attacks.ts";
import { expectAnswer } from "./expectAnswer.ts";
import { approvalsOf, check, diff } from "./offline.ts";
import { commitProject, writeFiles } from "./project.ts";
import { BASE, type Files } from "./world.ts";

describe("an attack, where only files are read", { timeout: 120_000 }, () => {
  let dir: string;
  let base: { readonly check: Answer; readonly diff: Answer };

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "genesys-access-gate-"));
    await writeFiles(join(dir, "base"), { ...BASE, "index.ts": "export {};\n", "package.json": "{}\n" });
    await commitProject(join(dir, "base"));
    base = { check: await check(join(dir, "base")), diff: await diff(join(dir, "base")) };
  });
  afterAll(() => rm(dir, { recursive: true }));

  it.each(ATTACKS)("is answered by check and diff: $name", async ({ name, change, expected }) => {
    const head = join(dir, name.replaceAll(/\W/g, "-"));
    await cp(join(dir, "base"), head, { recursive: true });
    await writeFiles(head, change);
    expectAnswer(await check(head), base.check, expected.check);
    expectAnswer(await diff(head), base.diff, expected.diff);
  });

  it("has a name of its own", () => {
    expect(new Set(ATTACKS.map(({ name }) => name)).size).toBe(ATTACKS.length);
  });

  it.each([OCCASIONS.division, OCCASIONS.hostile])("is not seen by check and diff: $name", async ({ expected }) => {
    expectAnswer(await check(join(dir, "base")), base.check, expected.check);
    expectAnswer(await diff(join(dir, "base")), base.diff, expected.diff);
  });

  const headOf = async (name: string, change: Files) => {
    const head = join(dir, name);
    await cp(join(dir, "base"), head, { recursive: true });
    await writeFiles(head, change);
    return head;
  };

  it(`is no way past diff: ${OCCASIONS.approvals.name}`, async () => {
    const head = await headOf("approvals", APPROVED_CHANGE);
    const { fitting, others } = await approvalsOf(head);
    expectAnswer(await diff(head, ["--base-ref", "HEAD", ...others]), base.diff, OCCASIONS.approvals.expected.diff);
    expect((await diff(head, ["--base-ref", "HEAD", ...fitting])).code).toBe(0);
    const { code, says } = await check(head, fitting);
    expect([code, says.join()]).toEqual([2, expect.stringContaining("unknown option '--approval-file'")]);
  });

  it(`is no base: ${OCCASIONS.baseName.name}`, async () => {
    const head = await headOf("base-name", NAMED_LIKE_BASE);
    await execa("git", ["branch", BASE_NAME], { cwd: head });
    const { expected } = OCCASIONS.baseName;
    expectAnswer(await check(head, ["--base-ref", BASE_NAME]), base.check, expected.check);
    expectAnswer(await diff(head, ["--base-ref", BASE_NAME]), base.diff, expected.diff);
  });
});
