/** Versions that this package is tested with, from its own package.json. */
import { readFileSync } from "node:fs";
import { z } from "zod";

const TESTED = ["@pulumi/pulumi", "@pulumi/policy", "pulumi"] as const;
export type TestedPackage = (typeof TESTED)[number];

const ownPackage = z.object({
  name: z.string(),
  version: z.string(),
  testedWith: z.record(z.enum(TESTED), z.string().regex(/^\d/)),
});

export interface Versions {
  /** Name of this package, as it is installed. */
  readonly name: string;
  readonly version: string;
  /** The exact version that a package is tested with. */
  tested(name: TestedPackage): string;
}

/** Throws where package.json does not name one: a fault of this package. */
export function ownVersions(): Versions {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const { name, version, testedWith } = ownPackage.parse(JSON.parse(text));
  return { name, version, tested: (wanted) => testedWith[wanted] };
}
