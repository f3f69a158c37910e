import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { projectOfPack } from "../../policies/projectOfPack.ts";

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "project-of-pack-")));
afterAll(() => rmSync(scratch, { recursive: true }));

function write(file: string): string {
  mkdirSync(dirname(join(scratch, file)), { recursive: true });
  writeFileSync(join(scratch, file), "");
  return dirname(join(scratch, file));
}

const project = write("own/Pulumi.yaml");
const policies = write("own/policies/PulumiPolicy.yaml");
const installed = write("own/node_modules/genesys-cloud-access/policies/PulumiPolicy.yaml");
const hoisted = write("workspace/node_modules/genesys-cloud-access/policies/PulumiPolicy.yaml");
const inWorkspace = write("workspace/access/Pulumi.yaml");

it("is the one around the folder of the pack, or around the installed package", () => {
  expect(projectOfPack(policies, installed, undefined)).toBe(project);
  expect(projectOfPack(installed, installed, undefined)).toBe(project);
});

it("is that of the shell's folder where the package is installed above the project", () => {
  expect(projectOfPack(hoisted, hoisted, inWorkspace)).toBe(inWorkspace);
  expect(projectOfPack(hoisted, hoisted, join(inWorkspace, "stacks"))).toBe(inWorkspace);
});

it("is never the pack's own folder: a change could bring the judge a spec of its own", () => {
  write("own/policies/Pulumi.yaml");
  write("own/node_modules/genesys-cloud-access/policies/Pulumi.yaml");
  expect(projectOfPack(policies, installed, undefined)).toBe(project);
  expect(projectOfPack(installed, installed, undefined)).toBe(project);
});
