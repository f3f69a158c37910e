/** The instances in what `terraform show -json` prints of a state. */
import { addressOf, blockOf } from "./address.ts";
import type { TerraformInstance, TerraformInstances, TerraformProblem } from "./instance.ts";
import { isObject, type JsonObject, kindOf, own } from "./json.ts";
import { schemaVersionOf, textsOf } from "./state.ts";

/** The form promises: within 1.x nothing that is read here changes its meaning. */
const FORMAT = /^1\.\d+$/;

export function readShow(file: JsonObject): TerraformInstances {
  const instances: TerraformInstance[] = [];
  const deposed: string[] = [];
  const problems: TerraformProblem[] = [];
  const problem = (at: string, message: string) => problems.push({ at, message });
  const done = { instances, deposed, problems };

  const version = own(file, "format_version");
  if (typeof version !== "string" || !FORMAT.test(version)) {
    problem("format_version", "the formats 1.x of `terraform show -json` are read, and this is another one");
    return done;
  }
  // An empty state has no values.
  const values = own(file, "values");
  if (values === undefined || values === null) return done;
  const root = isObject(values) ? own(values, "root_module") : values;

  // A list of what is still to read, and no recursion: modules may be nested as deep as they like.
  const modules: { readonly value: unknown; readonly at: string }[] = [{ value: root, at: "values.root_module" }];
  for (let next = modules.pop(); next !== undefined; next = modules.pop()) {
    const { value, at } = next;
    if (!isObject(value)) {
      problem(at, `an object is expected, and this is ${kindOf(value)}`);
      continue;
    }
    const module = own(value, "address") ?? "";
    const [resources, children] = ["resources", "child_modules"].map((key) => own(value, key) ?? []);
    if (typeof module !== "string") problem(`${at}.address`, `a text is expected, and this is ${kindOf(module)}`);
    else if (!Array.isArray(resources))
      problem(`${at}.resources`, `a list is expected, and this is ${kindOf(resources)}`);
    else
      for (const [index, resource] of resources.entries()) readOne(resource, module, `${at}.resources[${index}]`);
    if (!Array.isArray(children))
      problem(`${at}.child_modules`, `a list is expected, and this is ${kindOf(children)}`);
    else
      for (const [index, child] of children.entries())
        modules.push({ value: child, at: `${at}.child_modules[${index}]` });
  }
  return done;

  function readOne(resource: unknown, module: string, at: string): void {
    if (!isObject(resource)) {
      problem(at, `an object is expected, and this is ${kindOf(resource)}`);
      return;
    }
    const [mode, type, name] = ["mode", "type", "name"].map((key) => own(resource, key));
    const key = own(resource, "index") ?? undefined;
    if (typeof mode === "string" && mode !== "managed" && mode !== "data") return;
    const hasKey = key === undefined || typeof key === "string" || typeof key === "number";
    if ((mode !== "managed" && mode !== "data") || typeof type !== "string" || typeof name !== "string" || !hasKey) {
      problem(at, "it has no address: mode, type, name and index are what `terraform show -json` prints");
      return;
    }
    const parts = { module, mode, type, name, key } as const;
    const [address, block] = [addressOf(parts), blockOf(parts)];
    if (address === undefined || block === undefined) {
      problem(at, "its module, type, name or key is none that Terraform writes");
      return;
    }
    if (own(resource, "deposed_key") !== undefined && own(resource, "deposed_key") !== null) {
      deposed.push(address);
      return;
    }
    const attributes = own(resource, "values");
    if (!isObject(attributes)) {
      problem(address, `its values are ${kindOf(attributes)}, and an object is expected`);
      return;
    }
    const provider = own(resource, "provider_name");
    instances.push({
      address,
      block,
      mode,
      type,
      provider: typeof provider === "string" ? provider : "",
      attributes,
      schemaVersion: schemaVersionOf(own(resource, "schema_version")),
      dependsOn: textsOf(own(resource, "depends_on")),
      tainted: own(resource, "tainted") === true,
    });
  }
}
