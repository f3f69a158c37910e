/** Which configuration of the provider an instance has: each may lead to another org. */
import { sortedOnce } from "../../access/values/text.ts";
import type { TerraformInstance } from "./instance.ts";

/** `module.a.provider["registry.terraform.io/mypurecloud/genesyscloud"].emea`: where it stands, and its alias. */
const WRITTEN = /^(.*?)provider(?:\["[^"]*"\]|\.[\w-]+)(?:\.([\w-]+))?$/;

/** The alias, with the module in front of it where it stands in one; empty for the root's own, and where the file does not say. */
export function configurationOf({ provider }: TerraformInstance): string {
  const [, module = "", alias = ""] = WRITTEN.exec(provider) ?? [];
  return `${module}${alias}`;
}

/** False for `show -json`, which names the provider and not its configuration. */
export function saysConfiguration({ provider }: TerraformInstance): boolean {
  return WRITTEN.test(provider);
}

export function configurationsIn(instances: readonly TerraformInstance[]): string[] {
  return sortedOnce(instances.map(configurationOf));
}
