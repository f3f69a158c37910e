import { lstatSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { replaceFile } from "../../toolkit/replaceFile.ts";

it("replaces a link instead of the file that it leads to, and leaves nothing beside", () => {
  const folder = mkdtempSync(join(tmpdir(), "genesys-access-replace-"));
  const [target, link] = [join(folder, "profile"), join(folder, "prod.lock.json")];
  writeFileSync(target, "mine");
  symlinkSync(target, link);
  replaceFile(link, "{}\n");
  expect([readFileSync(target, "utf8"), readFileSync(link, "utf8")]).toEqual(["mine", "{}\n"]);
  expect(lstatSync(link).isSymbolicLink()).toBe(false);
  expect(readdirSync(folder).sort()).toEqual(["prod.lock.json", "profile"]);
  expect(() => replaceFile(join(folder, "no", "such"), "")).toThrow("cannot be written");
});
