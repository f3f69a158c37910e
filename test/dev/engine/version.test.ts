import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ENGINE_VERSION } from "../../../dev/engine/version.ts";

const read = (path: string) => readFileSync(join(import.meta.dirname, "../../..", path), "utf8");

test("the npm package that looks for the CLI is of the version that the engine puts there", () => {
  expect(JSON.parse(read("package.json")).devDependencies.pulumi).toBe(ENGINE_VERSION);
});

test.each(["pkg", "sdk"])("the Go module %s is of that version, and its content is pinned", (module) => {
  const name = `github.com/pulumi/pulumi/${module}/v3 v${ENGINE_VERSION}`;
  expect(read("dev/engine/go.mod")).toContain(`\t${name} `);
  expect(read("dev/engine/go.sum")).toContain(`${name} h1:`);
});
