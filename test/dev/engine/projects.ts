import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import messages from "@pulumi/pulumi/proto/language_pb.js";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { onTestFinished } from "vitest";

const NODE_MODULES = join(import.meta.dirname, "../../../node_modules");

/**
 * A project whose @pulumi/pulumi has stand-ins for its runners (`run`, `run-plugin`): what the host starts must be
 * what the program itself would resolve, and a stand-in can tell what it was given.
 */
export function projectWithRunner(name: string, code: string): string {
  const dir = temporaryFolder();
  const folder = join(dir, "node_modules/@pulumi/pulumi/cmd", name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "index.js"), code);
  return dir;
}

/** A project with the real SDK. */
export function project(files: Readonly<Record<string, string>>): string {
  const dir = temporaryFolder();
  symlinkSync(NODE_MODULES, join(dir, "node_modules"));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, name), content);
  return dir;
}

/** The engine's description of a program: its folder and the `runtime.options` of its Pulumi.yaml. */
export function programInfo(dir: string, options: Record<string, JavaScriptValue> = { typescript: false }) {
  return new messages.ProgramInfo()
    .setRootDirectory(dir)
    .setProgramDirectory(dir)
    .setEntryPoint("index.ts")
    .setOptions(Struct.fromJavaScript(options));
}

export function temporaryFolder(): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), "language-host-test-")));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}
