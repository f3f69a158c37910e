/** The YAML behind a stack, so that a violation can name file and line. The verdict never depends on it: rules judge the resource. */
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type LoadedSpec, loadSpec } from "../access/spec/loadSpec.ts";

const PROJECT = join(import.meta.dirname, "..");
const loaded = new Map<string, LoadedSpec | undefined>();

/** `stacks/<stack>.yaml` of the stack that the URN names; undefined where there is none or where it does not load. */
export function specOfStack(urn: string): LoadedSpec | undefined {
  const stack = urn.split("::")[0]?.replace("urn:pulumi:", "") ?? "";
  if (!loaded.has(stack))
    loaded.set(stack, load(process.env["GENESYS_ACCESS_SPEC"] ?? join("stacks", `${stack}.yaml`)));
  return loaded.get(stack);
}

function load(file: string): LoadedSpec | undefined {
  try {
    const result = loadSpec(relative(PROJECT, join(PROJECT, file)), (path) =>
      readFileSync(join(PROJECT, path), "utf8"),
    );
    return result.ok ? result.spec : undefined;
  } catch {
    return undefined; // no such file: the path in the YAML still says where
  }
}
