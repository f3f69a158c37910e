/** Words that `--base` takes instead of a git ref, a folder or a file. */
export const DEPLOYED_BASES = ["deployed", "live", "org"] as const;
export type DeployedBase = (typeof DEPLOYED_BASES)[number];

export function isDeployedBase(base: string): base is DeployedBase {
  return DEPLOYED_BASES.some((known) => known === base);
}
