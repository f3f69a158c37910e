/** Addresses as `terraform state list` writes them. They are made of their parts and never taken from the file: they end in a shell. */

const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_-]*$/u;
/** What Go calls printable: letters, marks, numbers, punctuation, symbols and the blank. */
const PRINTED = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;
/** One step of a module's address: `.module.NAME` with a number or a text in double quotes behind it. */
const MODULE_STEP =
  /^module\.([\p{L}_][\p{L}\p{N}_-]*)(?:\[(\d{1,9}|"(?:[^"\\\p{C}\p{Zl}\p{Zp}]|\\[!-~])*")\])?(?:\.|$)/u;

export interface AddressParts {
  /** Empty for the root module. */
  readonly module: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  /** Of `count` or `for_each`. */
  readonly key: number | string | undefined;
}

/** The address; undefined where a part could not be one of Terraform's. */
export function addressOf({ module, mode, type, name, key }: AddressParts): string | undefined {
  if (blocksOfModule(module) === undefined || !IDENTIFIER.test(type) || !IDENTIFIER.test(name)) return undefined;
  if (typeof key === "number" && !(Number.isSafeInteger(key) && key >= 0)) return undefined;
  const index = key === undefined ? "" : `[${typeof key === "number" ? key : quotedKey(key)}]`;
  return `${module === "" ? "" : `${module}.`}${mode === "data" ? "data." : ""}${type}.${name}${index}`;
}

/** The address of the block, without any key; undefined likewise. */
export function blockOf({ module, mode, type, name }: AddressParts): string | undefined {
  const modules = blocksOfModule(module);
  return modules && [...modules, ...(mode === "data" ? ["data"] : []), type, name].join(".");
}

/** `["module", "bi"]` of `module.bi["north"]`; undefined where it is no address of a module. */
function blocksOfModule(module: string): string[] | undefined {
  const blocks: string[] = [];
  let rest = module;
  while (rest !== "") {
    const step = MODULE_STEP.exec(rest);
    if (step === null || (step[0].endsWith(".") && step[0].length === rest.length)) return undefined;
    blocks.push("module", step[1] ?? "");
    rest = rest.slice(step[0].length);
  }
  return blocks;
}

/** As Terraform quotes a key: like HCL, with templates escaped and nothing in it that a terminal would obey. */
function quotedKey(key: string): string {
  const escaped = Array.from(key.replace(/([$%])(?=\{)/g, "$1$1"), (character) => {
    if (character === '"' || character === "\\") return `\\${character}`;
    if (character === "\n") return "\\n";
    if (character === "\r") return "\\r";
    if (character === "\t") return "\\t";
    if (PRINTED.test(character)) return character;
    const hex = (character.codePointAt(0) ?? 0).toString(16);
    return hex.length > 4 ? `\\U${hex.padStart(8, "0")}` : `\\u${hex.padStart(4, "0")}`;
  });
  return `"${escaped.join("")}"`;
}
