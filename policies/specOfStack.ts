/**
 * The YAML behind a stack: its `policies:` and `waivers:`, and the lines that violations name. Without it every rule holds with its defaults, and
 * nothing is waived; what is expected of the access is then unknown, and the rules about it refuse.
 */
import * as pulumi from "@pulumi/pulumi";
import type { LoadedSpec } from "../access/language/loadSpec.ts";
import { ownSpecReader } from "../access/language/specReader.ts";
import { loadJudgedSpec, specFileOf } from "./loadJudgedSpec.ts";
import { type OrgTerms, orgTerms } from "./orgTerms.ts";
import { projectOfPack } from "./projectOfPack.ts";
import { ProjectSpecs, projectFiles } from "./projectSpecs.ts";

const PROJECT_DIRECTORY = projectOfPack(process.cwd(), import.meta.dirname, process.env["PWD"]);
const loaded = new Map<string, JudgedSpec | undefined>();

interface JudgedSpec {
  readonly spec: LoadedSpec;
  readonly org: OrgTerms;
}

/** The spec of the stack that the URN names; undefined where there is none or where it does not load. */
export function specOfUrn(urn: string): LoadedSpec | undefined {
  return judgedOf(projectOf(urn), stackOf(urn))?.spec;
}

/** What holds for that stack because its organization has others. */
export function orgOfUrn(urn: string): OrgTerms | undefined {
  return orgOfStack(projectOf(urn), stackOf(urn));
}

export function orgOfStack(project: string, stack: string): OrgTerms | undefined {
  return judgedOf(project, stack)?.org;
}

function projectOf(urn: string): string {
  return urn.split("::")[1] ?? "";
}

/** `urn:pulumi:prod::genesys-access::…` -> `prod`. */
export function stackOf(urn: string): string {
  return (urn.split("::")[0] ?? "").replace("urn:pulumi:", "");
}

/** The same default and the same config key as the program's. */
function judgedOf(project: string, stack: string): JudgedSpec | undefined {
  const file = specFileOf(stack, new pulumi.Config(project).get("spec"));
  if (!loaded.has(file)) loaded.set(file, load(file));
  return loaded.get(file);
}

/** A spec that nobody can judge, because another stack of its organization is not valid, is none. */
function load(file: string): JudgedSpec | undefined {
  try {
    const result = loadJudgedSpec(file, ownSpecReader(PROJECT_DIRECTORY));
    if (!result.ok) return undefined;
    const org = orgTerms(result.spec, new ProjectSpecs(projectFiles(PROJECT_DIRECTORY)), true);
    return org.problems.length === 0 ? { spec: result.spec, org } : undefined;
  } catch {
    return undefined; // no such file: the path in the YAML still says where
  }
}
