/** templates/project, filled in for one repository. The same folder is a template of `pulumi new`. */
import { readFileSync } from "node:fs";
import { type PackageManager, runCommand } from "./packageManager.ts";
import type { Versions } from "./versions.ts";

export interface Filling {
  /** Name of the Pulumi project. */
  readonly project: string;
  readonly stack: string;
  readonly organization?: string;
  /** Domain. */
  readonly region?: string;
  readonly manager: PackageManager;
}

/** `description:` of a new Pulumi.yaml. */
const DESCRIPTION = "Genesys Cloud roles, division-scoped grants and OAuth clients from one YAML file per organization";
/** The stack of the template. */
const STACK = "dev";
/** The organization of the example: no org has this id. */
export const EXAMPLE_ORGANIZATION = "00000000-0000-4000-8000-000000000000";

export function readTemplate(path: string): string {
  return readFileSync(new URL(`../../templates/project/${path}`, import.meta.url), "utf8");
}

/** With the placeholders of `pulumi new` filled in. */
export function filled(path: string, { project }: Pick<Filling, "project">): string {
  return readTemplate(path)
    .replace(/\$\{PROJECT\}/g, () => project)
    .replace(/\$\{DESCRIPTION\}/g, () => DESCRIPTION);
}

/** Without the section that only `pulumi new` reads, which stands last. */
export function projectFile(filling: Filling): string {
  return filled("Pulumi.yaml", filling).replace(/^template:\n[\s\S]*$/m, "");
}

export function specFile({ organization, region }: Filling): string {
  const text = readTemplate(`stacks/${STACK}.yaml`);
  const example = /^ {2}id: .*$/m;
  const id = organization === undefined ? (example.exec(text)?.[0] ?? "") : `  id: ${organization}`;
  return text.replace(example, () => (region === undefined ? id : `${id}\n  region: ${region}`));
}

export function settingsFile({ project, region }: Filling): string {
  const text = readTemplate(`stacks/Pulumi.${STACK}.yaml`);
  return region === undefined ? text : `${text}  ${project}:region: ${region}\n`;
}

export function readmeFile(filling: Filling): string {
  const { stack, manager } = filling;
  const named = filled("README.md", filling)
    .replaceAll(`stacks/${STACK}.yaml`, () => `stacks/${stack}.yaml`)
    .replaceAll(`--stack ${STACK}`, () => `--stack ${stack}`)
    .replaceAll(`stack init ${STACK}`, () => `stack init ${stack}`);
  if (manager === "npm") return named;
  return named.replaceAll("npm install", `${manager} install`).replaceAll(/npx (?=[a-z])/g, runCommand(manager, ""));
}

/** With the versions that this package is tested with. */
export function packageFile(filling: Filling, versions: Versions): string {
  const json = JSON.parse(filled("package.json", filling)) as Record<string, unknown>;
  return `${JSON.stringify({ ...json, ...dependenciesOf(versions) }, null, 2)}\n`;
}

/** In npm's order. The CLI is one of them: a pipeline that installs without what only development needs deploys all the same. */
export function dependenciesOf({ name, version, tested }: Versions) {
  return {
    dependencies: {
      "@pulumi/policy": tested("@pulumi/policy"),
      "@pulumi/pulumi": tested("@pulumi/pulumi"),
      [name]: `^${version}`,
      pulumi: tested("pulumi"),
    },
  } as const;
}
