/** Each attack through `check` and `diff`: without an org, and without the engine. */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "vitest";
import type { Answer } from "./answer.ts";
import { ATTACKS } from "./attacks.ts";
import { expectAnswer } from "./expectAnswer.ts";
import { check, diff } from "./offline.ts";
import { commitProject, writeFiles } from "./project.ts";
import { BASE } from "./world.ts";

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

  it.concurrent.each(ATTACKS)("is answered by check and diff: $name", async ({ name, change, expected }) => {
    const head = join(dir, name.replaceAll(/\W/g, "-"));
    await cp(join(dir, "base"), head, { recursive: true });
    await writeFiles(head, change);
    expectAnswer(await check(head), base.check, expected.check);
    expectAnswer(await diff(head), base.diff, expected.diff);
  });
});
