/** The Pulumi project that a folder holds already. */
import { parse } from "yaml";
import { z } from "zod";
import { quoted } from "../../access/values/untrusted.ts";
import { Failure } from "../failure.ts";
import type { InitRequest } from "./initRequest.ts";

/** Pulumi's own rule for names of projects. */
const PROJECT_NAME = /^[A-Za-z0-9_.-]{1,100}$/;

export interface ExistingProject {
  readonly name: string;
  /** It says all that this package's program needs. */
  readonly isOurs: boolean;
}

const pulumiProject = z.object({
  name: z.string(),
  main: z.string().optional(),
  runtime: z.union([z.string(), z.object({ name: z.string(), options: z.record(z.string(), z.unknown()).nullish() })]),
  stackConfigDir: z.string().optional(),
});

/** Undefined where there is none, or where it may be overwritten. Throws a Failure where it is another one. */
export function existingProject({ folder, options }: InitRequest): ExistingProject | undefined {
  if (folder.read("Pulumi.yml") !== undefined)
    throw new Failure(
      "There is a Pulumi.yml, and Pulumi reads one of two. Rename it to Pulumi.yaml, then run the same command again.",
    );
  const text = folder.read("Pulumi.yaml");
  if (text === undefined || options.force.includes("Pulumi.yaml")) return undefined;
  const parsed = pulumiProject.safeParse(parseYaml(text));
  if (!parsed.success || !PROJECT_NAME.test(parsed.data.name))
    throw new Failure(
      "Pulumi.yaml is there and is no project that Pulumi could read. Correct or remove it, then run the same command again.",
    );
  const { name, main, runtime, stackConfigDir } = parsed.data;
  const { name: language, options: settings } =
    typeof runtime === "string" ? { name: runtime, options: undefined } : runtime;
  if (language !== "nodejs" || main === undefined || main.replace(/^\.\//, "") !== "index.ts") {
    const what = `runtime ${quoted(language)}, main ${main === undefined ? "not set" : quoted(main)}`;
    throw new Failure(
      `Pulumi.yaml is there and is of another project (${what}); nothing was written. Give this one a folder of its own: genesys-access init access`,
    );
  }
  const isOurs = settings?.["typescript"] === false && stackConfigDir?.replace(/^\.\/|\/$/g, "") === "stacks";
  return { name, isOurs };
}

function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
