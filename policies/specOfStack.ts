/**
 * The YAML behind a stack: its `policies:` and `waivers:`, and the lines that violations name. Without it every rule holds with its defaults, and
 * nothing is waived; what is expected of the access is then unknown, and the rules about it refuse.
 */
import * as pulumi from "@pulumi/pulumi";
import type { LoadedSpec } from "../access/language/loadSpec.ts";
import { ownSpecReader } from "../access/language/specReader.ts";
import { loadJudgedSpec, specFileOf } from "./loadJudgedSpec.ts";
import { projectOfPack } from "./projectOfPack.ts";

const PROJECT_DIRECTORY = projectOfPack(process.cwd(), import.meta.dirname, process.env["PWD"]);
const loaded = new Map<string, LoadedSpec | undefined>();

/** The spec of the stack that the URN names; undefined where there is none or where it does not load. */
export function specOfUrn(urn: string): LoadedSpec | undefined {
  const [, project = ""] = urn.split("::");
  return specOfStack(project, stackOf(urn));
}

/** `urn:pulumi:prod::genesys-access::…` -> `prod`. */
export function stackOf(urn: string): string {
  return (urn.split("::")[0] ?? "").replace("urn:pulumi:", "");
}

/** The same default and the same config key as the program's. */
export function specOfStack(project: string, stack: string): LoadedSpec | undefined {
  const file = specFileOf(stack, new pulumi.Config(project).get("spec"));
  if (!loaded.has(file)) loaded.set(file, load(file));
  return loaded.get(file);
}

function load(file: string): LoadedSpec | undefined {
  try {
    const result = loadJudgedSpec(file, ownSpecReader(PROJECT_DIRECTORY));
    return result.ok ? result.spec : undefined;
  } catch {
    return undefined; // no such file: the path in the YAML still says where
  }
}
