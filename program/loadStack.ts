import { readFileSync } from "node:fs";
import type { LoadedSpec } from "../access/language/loadSpec.ts";
import { loadJudgedSpec, specFileOf } from "../policies/loadJudgedSpec.ts";
import { type Connection, resolveConnection } from "../providers/genesys/connection.ts";
import * as pulumi from "../providers/pulumiSdk.ts";
import { refuse } from "./refuse.ts";

/** What a run starts from: the YAML of the stack, and the way to its org. */
export interface Stack {
  readonly spec: LoadedSpec;
  readonly connection: Connection;
}

/** Reads the stack's YAML (`stacks/<stack>.yaml`, or the file named by the stack's config key `spec`) and its connection. */
export function loadStack(): Stack {
  const config = new pulumi.Config();
  const file = specFileOf(pulumi.getStack(), config.get("spec"));
  const result = loadJudgedSpec(file, (path) => readFileSync(path, "utf8"));
  if (!result.ok) return refuse("is not valid", file, result.problems);
  return { spec: result.spec, connection: connect(config) };
}

function connect(config: pulumi.Config): Connection {
  try {
    return resolveConnection({ get: (key) => config.get(key) }, process.env);
  } catch (error) {
    throw new pulumi.RunError((error as Error).message); // a RunError is shown without a stack trace
  }
}
