/** Collects the instances of a file, whatever its form: checks what both forms have, and makes the addresses. */
import { addressOf, blockOf } from "./address.ts";
import type { TerraformInstance, TerraformInstances, TerraformProblem } from "./instance.ts";
import { isObject, type JsonObject, kindOf } from "./json.ts";

/** One instance as the file says it, unchecked. */
export interface RawInstance {
  readonly module: unknown;
  readonly mode: unknown;
  readonly type: unknown;
  readonly name: unknown;
  readonly key: unknown;
  readonly provider: unknown;
  readonly attributes: unknown;
  readonly schemaVersion: unknown;
  readonly dependsOn: unknown;
  readonly deposed: boolean;
  readonly tainted: boolean;
}

export class Instances implements TerraformInstances {
  readonly instances: TerraformInstance[] = [];
  readonly deposed: string[] = [];
  readonly problems: TerraformProblem[] = [];

  problem(at: string, message: string): void {
    this.problems.push({ at, message });
  }

  /** The elements of a list; with a problem, none. */
  list(value: unknown, at: string): readonly (readonly [unknown, string])[] {
    if (Array.isArray(value)) return value.map((one, index) => [one, `${at}[${index}]`] as const);
    this.problem(at, `a list is expected, and this is ${kindOf(value)}`);
    return [];
  }

  /** The objects of a list, each with its place. */
  objects(value: unknown, at: string): readonly (readonly [JsonObject, string])[] {
    return this.list(value, at).flatMap(([one, place]) => {
      if (isObject(one)) return [[one, place] as const];
      this.problem(place, `an object is expected, and this is ${kindOf(one)}`);
      return [];
    });
  }

  add(raw: RawInstance, at: string): void {
    const { module, mode, type, name, attributes } = raw;
    const key = raw.key ?? undefined;
    // Later versions keep more kinds of blocks in their states: none of them is an object of an org.
    if (typeof mode === "string" && mode !== "managed" && mode !== "data") return;
    const isKey = key === undefined || typeof key === "string" || typeof key === "number";
    const areTexts = typeof module === "string" && typeof type === "string" && typeof name === "string";
    if ((mode !== "managed" && mode !== "data") || !areTexts || !isKey) {
      this.problem(
        at,
        "it has no address: its mode, module, type, name or key is of another kind than Terraform writes",
      );
      return;
    }
    const parts = { module, mode, type, name, key } as const;
    const [address, block] = [addressOf(parts), blockOf(parts)];
    if (address === undefined || block === undefined)
      this.problem(at, "its module, type, name or key is none that Terraform writes");
    else if (raw.deposed) this.deposed.push(address);
    else if (isObject(attributes)) this.instances.push({ ...instanceOf(raw), address, block, mode, type, attributes });
    else this.problem(address, `its attributes are ${kindOf(attributes)}, and an object is expected`);
  }
}

function instanceOf({ provider, schemaVersion, dependsOn, tainted }: RawInstance) {
  return {
    provider: typeof provider === "string" ? provider : "",
    // Absent is 0, as Terraform reads it; what is no number is no version that anybody knows.
    schemaVersion:
      typeof schemaVersion === "number" ? schemaVersion : (schemaVersion ?? undefined) === undefined ? 0 : Number.NaN,
    dependsOn: Array.isArray(dependsOn) ? dependsOn.filter((one) => typeof one === "string") : [],
    tainted,
  };
}
