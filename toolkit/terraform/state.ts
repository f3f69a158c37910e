/** The instances of a state of format 4, as `terraform state pull` prints it. */
import type { TerraformInstances } from "./instance.ts";
import { Instances } from "./instances.ts";
import { type JsonObject, own } from "./json.ts";

export function readState(file: JsonObject): TerraformInstances {
  const found = new Instances();
  for (const [resource, at] of found.objects(own(file, "resources"), "resources"))
    for (const [instance, place] of found.objects(own(resource, "instances"), `${at}.instances`))
      found.add(
        {
          module: own(resource, "module") ?? "",
          mode: own(resource, "mode"),
          type: own(resource, "type"),
          name: own(resource, "name"),
          provider: own(resource, "provider"),
          key: own(instance, "index_key"),
          attributes: own(instance, "attributes"),
          schemaVersion: own(instance, "schema_version"),
          dependsOn: own(instance, "dependencies"),
          deposed: typeof own(instance, "deposed") === "string",
          tainted: own(instance, "status") === "tainted",
        },
        place,
      );
  return found;
}
