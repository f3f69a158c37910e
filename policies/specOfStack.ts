/** The YAML behind a stack, so that a violation can name file and line. The verdict never depends on it: rules judge the resource. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { type LoadedSpec, loadSpec } from "../access/spec/loadSpec.ts";

const PROJECT_DIRECTORY = join(import.meta.dirname, "..");
const loaded = new Map<string, LoadedSpec | undefined>();

/** The spec of the stack that the URN names; undefined where there is none or where it does not load. */
export function specOfStack(urn: string): LoadedSpec | undefined {
  const [head = "", project = ""] = urn.split("::");
  const stack = head.replace("urn:pulumi:", "");
  // The same default and the same config key as the program's.
  const file = new pulumi.Config(project).get("spec") ?? `stacks/${stack}.yaml`;
  if (!loaded.has(file)) loaded.set(file, load(file));
  return loaded.get(file);
}

function load(file: string): LoadedSpec | undefined {
  try {
    const result = loadSpec(file, (path) => readFileSync(join(PROJECT_DIRECTORY, path), "utf8"));
    return result.ok ? result.spec : undefined;
  } catch {
    return undefined; // no such file: the path in the YAML still says where
  }
}
