/** Versions that this package is tested with, from its own package.json. */
import { readFileSync } from "node:fs";
import { z } from "zod";

const record = z.record(z.string(), z.string()).default({});
const ownPackage = z.object({
  name: z.string(),
  version: z.string(),
  dependencies: record,
  devDependencies: record,
  peerDependencies: record,
});

export interface Versions {
  /** Name of this package, as it is installed. */
  readonly name: string;
  readonly version: string;
  /** The exact version that a package is tested with; a range where package.json knows only one. */
  tested(name: TestedPackage): string;
}

export type TestedPackage = "@pulumi/pulumi" | "@pulumi/policy" | "pulumi";

/** Throws where package.json does not name one: a fault of this package. */
export function ownVersions(): Versions {
  const { name, version, ...sections } = ownPackage.parse(
    JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")),
  );
  const tested = (wanted: TestedPackage) => {
    const { devDependencies, dependencies, peerDependencies } = sections;
    const known = [devDependencies, dependencies, peerDependencies].flatMap((section) => section[wanted] ?? []);
    const best = known.find((text) => /^\d/.test(text)) ?? known[0];
    if (best === undefined) throw new Error(`package.json of ${name} names no version of ${wanted}.`);
    return best;
  };
  return { name, version, tested };
}
