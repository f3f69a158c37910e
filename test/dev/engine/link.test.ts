import { mkdirSync, readlinkSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { ensureEngine } from "../../../dev/engine/index.ts";
import { isolateHome } from "../../../dev/engine/link.ts";
import { fakeTools, writeFakeCli } from "./fakeTools.ts";

async function engineAndHome() {
  const tools = fakeTools({ go: "missing", download: "fails" });
  writeFakeCli(join(tools.versions, "3.255.0/bin/pulumi"));
  return { engine: await ensureEngine(tools.settings), dir: join(dirname(tools.home), "isolated"), tools };
}

test("a home of its own has the CLI of the other, and is found ready there", async () => {
  const { engine, dir, tools } = await engineAndHome();

  await isolateHome(dir, engine);

  expect(realpathSync(join(dir, "versions/3.255.0/bin/pulumi"))).toBe(engine.pulumi);
  expect((await ensureEngine({ ...tools.settings, home: dir })).origin).toBe("cached");
});

test("can be repeated, also from a home that is itself a link", async () => {
  const { engine, dir } = await engineAndHome();
  await isolateHome(dir, engine);
  await isolateHome(dir, engine);

  const second = join(dirname(dir), "second");
  await isolateHome(second, { ...engine, bin: join(dir, "versions/3.255.0/bin") });

  expect(readlinkSync(join(second, "versions/3.255.0"))).toBe(dirname(engine.bin));
});

test("refuses to replace a CLI that lives in that home", async () => {
  const { engine, dir } = await engineAndHome();
  mkdirSync(join(dir, "versions/3.255.0/bin"), { recursive: true });
  await expect(isolateHome(dir, engine)).rejects.toThrow("is a CLI of its own");
});
