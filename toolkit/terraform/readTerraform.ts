/** What a state of Terraform says about access in one org, without any call. */
import { listed } from "../../access/values/listed.ts";
import { compareText } from "../../access/values/text.ts";
import { quoted } from "../../access/values/untrusted.ts";
import { CLIENT, Collected, type TerraformOptions, TYPES } from "./collected.ts";
import type { TerraformInstance, TerraformProblem } from "./instance.ts";
import { parseTerraform } from "./parse.ts";
import { configurationOf, configurationsIn } from "./provider.ts";
import type { TerraformResult } from "./reading.ts";

/**
 * @param text of a state, or of what `terraform show -json` prints
 * @returns everything that is wrong at once; of the file's contents problems quote addresses alone
 */
export function readTerraform(text: string, options: TerraformOptions = {}): TerraformResult {
  const { deposed, problems: unreadable, ...parsed } = parseTerraform(text.replace(/^\uFEFF/, ""));
  const instances = [...parsed.instances].sort((a, b) => compareText(a.address, b.address));
  const problems = [...unreadable];
  const ours = instances.filter(({ type }) => TYPES.has(type));
  const chosen = ofOneConfiguration(ours, options.alias, problems);
  const found = new Collected(options, problems);
  found.repeated(instances);
  // First what grants refer to.
  for (const instance of chosen.filter(({ type }) => !type.endsWith("_roles") && type !== CLIENT)) found.read(instance);
  for (const instance of chosen.filter(({ type }) => type.endsWith("_roles") || type === CLIENT)) found.read(instance);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, reading: found.reading(instances, deposed) };
}

function ofOneConfiguration(
  ours: readonly TerraformInstance[],
  alias: string | undefined,
  problems: TerraformProblem[],
): readonly TerraformInstance[] {
  const all = configurationsIn(ours);
  if (alias !== undefined) {
    const wanted = ours.filter((instance) => configurationOf(instance) === alias);
    if (wanted.length === 0)
      problems.push({
        at: "",
        message: `no resource has the provider configuration ${quoted(alias)}: there is ${shown(all)}`,
      });
    return wanted;
  }
  if (all.length < 2) return ours;
  const message =
    `the resources have several configurations of the provider (${shown(all)}), which may be of different orgs: ` +
    "take one at a time, by its alias";
  problems.push({ at: "", message });
  return [];
}

function shown(configurations: readonly string[]): string {
  return listed(configurations.map((one) => (one === "" ? "the one without an alias" : quoted(one)))) || "none";
}
