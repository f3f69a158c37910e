/** The instances of a state of format 4, as `terraform state pull` prints it. */
import { addressOf, blockOf } from "./address.ts";
import type { TerraformInstance, TerraformInstances, TerraformProblem } from "./instance.ts";
import { isObject, type JsonObject, kindOf, own } from "./json.ts";

export function readState(file: JsonObject): TerraformInstances {
  const found = new Reading();
  const resources = own(file, "resources");
  if (!Array.isArray(resources)) found.problem("resources", `a list is expected, and this is ${kindOf(resources)}`);
  else for (const [index, resource] of resources.entries()) found.resource(resource, `resources[${index}]`);
  return found;
}

class Reading implements TerraformInstances {
  readonly instances: TerraformInstance[] = [];
  readonly deposed: string[] = [];
  readonly problems: TerraformProblem[] = [];

  problem(at: string, message: string): void {
    this.problems.push({ at, message });
  }

  resource(resource: unknown, at: string): void {
    if (!isObject(resource)) return this.problem(at, `an object is expected, and this is ${kindOf(resource)}`);
    const [mode, type, name, provider] = ["mode", "type", "name", "provider"].map((key) => own(resource, key));
    const module = own(resource, "module") ?? "";
    const instances = own(resource, "instances");
    if (mode !== "managed" && mode !== "data") {
      // Later versions keep more kinds of blocks in their states: none of them is an object of an org.
      if (typeof mode !== "string") this.problem(`${at}.mode`, `a text is expected, and this is ${kindOf(mode)}`);
      return;
    }
    if (typeof type !== "string" || typeof name !== "string" || typeof module !== "string")
      return this.problem(at, "it has no address: type, name and module are texts in every state");
    if (!Array.isArray(instances))
      return this.problem(`${at}.instances`, `a list is expected, and this is ${kindOf(instances)}`);
    for (const [index, instance] of instances.entries())
      this.instance({ module, mode, type, name }, provider, instance, `${at}.instances[${index}]`);
  }

  instance(
    block: { readonly module: string; readonly mode: "managed" | "data"; readonly type: string; readonly name: string },
    provider: unknown,
    instance: unknown,
    at: string,
  ): void {
    if (!isObject(instance)) return this.problem(at, `an object is expected, and this is ${kindOf(instance)}`);
    const key = own(instance, "index_key") ?? undefined;
    if (key !== undefined && typeof key !== "string" && typeof key !== "number")
      return this.problem(`${at}.index_key`, `a text or a number is expected, and this is ${kindOf(key)}`);
    const parts = { ...block, key };
    const [address, named] = [addressOf(parts), blockOf(parts)];
    if (address === undefined || named === undefined)
      return this.problem(at, "its module, type, name or key is none that Terraform writes");
    if (typeof own(instance, "deposed") === "string") {
      this.deposed.push(address);
      return;
    }
    const attributes = own(instance, "attributes");
    if (!isObject(attributes)) {
      const old = own(instance, "attributes_flat") !== undefined;
      return this.problem(
        address,
        old
          ? "it was written by a version of the provider from before 2020: run `terraform refresh` once"
          : `its attributes are ${kindOf(attributes)}, and an object is expected`,
      );
    }
    this.instances.push({
      address,
      block: named,
      mode: block.mode,
      type: block.type,
      provider: typeof provider === "string" ? provider : "",
      attributes,
      schemaVersion: schemaVersionOf(own(instance, "schema_version")),
      dependsOn: textsOf(own(instance, "dependencies")),
      tainted: own(instance, "status") === "tainted",
    });
  }
}

/** Absent is 0, as Terraform reads it; what is no number is no version that anybody knows. */
export function schemaVersionOf(value: unknown): number {
  if (value === undefined || value === null) return 0;
  return typeof value === "number" ? value : Number.NaN;
}

export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
