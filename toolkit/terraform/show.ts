/** The instances in what `terraform show -json` prints of a state. */
import type { TerraformInstances } from "./instance.ts";
import { Instances } from "./instances.ts";
import { isObject, type JsonObject, kindOf, own } from "./json.ts";

/** The form promises: within 1.x nothing that is read here changes its meaning. */
const FORMAT = /^1\.\d+$/;

export function readShow(file: JsonObject): TerraformInstances {
  const found = new Instances();
  const version = own(file, "format_version");
  if (typeof version !== "string" || !FORMAT.test(version)) {
    found.problem("format_version", "the formats 1.x of `terraform show -json` are read, and this is another one");
    return found;
  }
  // An empty state has no values.
  const values = own(file, "values") ?? {};
  const root = isObject(values) ? (own(values, "root_module") ?? {}) : values;
  // A list of what is still to read, and no recursion: modules may be nested as deep as they like.
  const modules: (readonly [unknown, string])[] = [[root, "values.root_module"]];
  for (let next = modules.pop(); next !== undefined; next = modules.pop()) {
    const [module, at] = next;
    if (!isObject(module)) {
      found.problem(at, `an object is expected, and this is ${kindOf(module)}`);
      continue;
    }
    for (const [resource, place] of found.objects(own(module, "resources") ?? [], `${at}.resources`))
      addResource(found, resource, module, place);
    modules.push(...found.list(own(module, "child_modules") ?? [], `${at}.child_modules`));
  }
  return found;
}

function addResource(found: Instances, resource: JsonObject, module: JsonObject, at: string): void {
  found.add(
    {
      module: own(module, "address") ?? "",
      mode: own(resource, "mode"),
      type: own(resource, "type"),
      name: own(resource, "name"),
      provider: own(resource, "provider_name"),
      key: own(resource, "index"),
      attributes: own(resource, "values"),
      schemaVersion: own(resource, "schema_version"),
      dependsOn: own(resource, "depends_on"),
      deposed: typeof own(resource, "deposed_key") === "string",
      tainted: own(resource, "tainted") === true,
    },
    at,
  );
}
