/** Attributes of one instance by their types. What is wrong is told by the address and the name of the attribute; no value is quoted. */
import { isUuid } from "../../access/language/values.ts";
import type { TerraformInstance, TerraformProblem } from "./instance.ts";
import { isObject, type JsonObject, kindOf, own } from "./json.ts";

/** Characters of any text, as in a snapshot; the vendor's descriptions have two thousand. */
const LONGEST_TEXT = 20_000;

/** Null is what Terraform writes for an attribute that was not set. */
export class Attributes {
  readonly #values: JsonObject;
  readonly #at: string;
  readonly #path: string;
  readonly #problems: TerraformProblem[];

  private constructor(values: JsonObject, at: string, path: string, problems: TerraformProblem[]) {
    this.#values = values;
    this.#at = at;
    this.#path = path;
    this.#problems = problems;
  }

  static of({ attributes, address }: TerraformInstance, problems: TerraformProblem[]): Attributes {
    return new Attributes(attributes, address, "", problems);
  }

  problem(name: string, message: string): void {
    this.#problems.push({ at: `${this.#at}, ${this.#path}${name}`, message });
  }

  /** Empty where it was not set. */
  text(name: string): string {
    const value = this.#value(name);
    if (value === null) return "";
    if (typeof value !== "string") this.#wrong(name, "a text", value);
    else if (value.length <= LONGEST_TEXT) return value;
    else this.problem(name, `a text of at most ${LONGEST_TEXT} characters is expected, and this has ${value.length}`);
    return "";
  }

  /** The id of an object of the org, in lower case; empty with a problem where it is none. */
  id(name: string): string {
    const text = this.text(name);
    if (isUuid(text)) return text.toLowerCase();
    if (text !== "" || this.#value(name) === null)
      this.problem(name, "an id of Genesys Cloud (a UUID) is expected here");
    else this.problem(name, "it is empty");
    return "";
  }

  /** Likewise, or `*`, or empty where it was not set. */
  division(name: string): string {
    const text = this.text(name);
    // What is no id has a problem already, and is not Home beside that.
    return text === "" || text === "*" ? text : this.id(name) || "*";
  }

  texts(name: string): string[] {
    const list = this.#list(name);
    const texts = list.filter((one) => typeof one === "string" && one.length <= LONGEST_TEXT) as string[];
    if (texts.length < list.length)
      this.problem(name, `a list of texts of at most ${LONGEST_TEXT} characters is expected`);
    return texts;
  }

  /** Ids in lower case, or any of the other words. */
  ids(name: string, others: readonly string[]): string[] {
    return this.texts(name).flatMap((text, index) => {
      if (isUuid(text)) return [text.toLowerCase()];
      if (others.includes(text)) return [text];
      this.problem(`${name}[${index}]`, "an id of Genesys Cloud (a UUID) is expected here");
      return [];
    });
  }

  flag(name: string): boolean {
    const value = this.#value(name);
    if (value === null) return false;
    if (typeof value !== "boolean") this.#wrong(name, "true or false", value);
    return value === true;
  }

  /** A whole number from 0; null where it was not set. */
  count(name: string): number | null {
    const value = this.#value(name);
    if (value === null) return null;
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
    this.#wrong(name, "a whole number", value);
    return null;
  }

  /** Nested blocks, in the order of the state. */
  blocks(name: string): Attributes[] {
    return this.#list(name).flatMap((value, index) => {
      if (isObject(value)) return [new Attributes(value, this.#at, `${this.#path}${name}[${index}].`, this.#problems)];
      this.#wrong(`${name}[${index}]`, "an object", value);
      return [];
    });
  }

  /** The attributes that every state of such a resource has: without them it was cut, and what is not there is unknown, not empty. */
  require(...names: readonly string[]): void {
    for (const name of names)
      if (!Object.hasOwn(this.#values, name))
        this.problem(
          name,
          "it is not in the state, which has it in every version of the provider: take a state that nobody cut",
        );
  }

  isSet(name: string): boolean {
    const value = this.#value(name);
    return value !== null && value !== "" && value !== false;
  }

  #list(name: string): readonly unknown[] {
    const value = this.#value(name);
    if (value === null) return [];
    if (Array.isArray(value)) return value;
    this.#wrong(name, "a list", value);
    return [];
  }

  #value(name: string): unknown {
    return own(this.#values, name) ?? null;
  }

  #wrong(name: string, expected: string, value: unknown): void {
    this.problem(name, `${expected} is expected, and this is ${kindOf(value)}`);
  }
}
