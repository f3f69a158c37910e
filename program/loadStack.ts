import type { LoadedSpec } from "../access/language/loadSpec.ts";
import { ownSpecReader, specReader } from "../access/language/specReader.ts";
import { loadJudgedSpec, specFileOf } from "../policies/loadJudgedSpec.ts";
import { type OrgTerms, orgTerms } from "../policies/orgTerms.ts";
import { ProjectSpecs, projectFiles } from "../policies/projectSpecs.ts";
import { type Connection, resolveConnection } from "../providers/genesys/connection.ts";
import * as pulumi from "../providers/pulumi/sdk.ts";
import { refuse } from "./refuse.ts";

/** The two things that a run starts from: the YAML of the stack, and the connection to its org. */
export interface Stack {
  readonly spec: LoadedSpec;
  /** The settings and promises that hold here because the organization has other stacks. */
  readonly org: OrgTerms;
  readonly connection: Connection;
}

/**
 * Reads the stack's YAML and its connection.
 *
 * @param spec the file; by default the one that the stack's config key `spec` names, or `stacks/<stack>.yaml`
 */
export function loadStack(spec?: string): Stack {
  const config = new pulumi.Config();
  const file = specFileOf(pulumi.getStack(), spec ?? config.get("spec"));
  const result = loadJudgedSpec(file, spec === undefined ? ownSpecReader(process.cwd()) : specReader(process.cwd()));
  if (!result.ok) return refuse("is not valid", file, result.problems);
  const org = orgTerms(result.spec, new ProjectSpecs(projectFiles(process.cwd())), true);
  if (org.problems.length > 0) return refuse("cannot be judged", file, org.problems);
  return { spec: result.spec, org, connection: connect(config) };
}

function connect(config: pulumi.Config): Connection {
  try {
    return resolveConnection({ get: (key) => config.get(key) }, process.env);
  } catch (error) {
    throw new pulumi.RunError((error as Error).message); // a RunError is shown without a stack trace
  }
}
