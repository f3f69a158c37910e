/** What kind of file somebody gave, and the instances in it: a state of format 4, or what `terraform show -json` prints of one. */
import { BeyondBound, requireBounds } from "../../providers/genesys/json.ts";
import type { TerraformInstances } from "./instance.ts";
import { isObject, type JsonObject, kindOf } from "./json.ts";
import { readShow } from "./show.ts";
import { readState } from "./state.ts";

/** The format of states since Terraform 0.12, and of OpenTofu. */
const STATE_FORMAT = 4;

/** Why configuration is not enough. It holds for `.tf` and for `.tf.json`. */
const CONFIGURATION =
  "This is configuration, not a state. Exported configuration may be cut: where the export did not find what something refers to, some versions " +
  "left out the condition of a permission (the role is then wider) or a whole role of a client, and it has no ids. Give the state: " +
  "`terraform state pull > FILE`, or for an export the one that `include_state_file = true` writes; or take the org itself instead of Terraform.";

/** @returns problems, each with what to do; of the file's contents nothing is quoted */
export function parseTerraform(text: string): TerraformInstances {
  const value = parseJson(text);
  if (typeof value === "string") return refused(value);
  if (!isObject(value.json)) return refused(`A state is a JSON object, and this is ${kindOf(value.json)}.`);
  return parseObject(value.json);
}

function parseObject(file: JsonObject): TerraformInstances {
  const has = (key: string) => Object.hasOwn(file, key);
  if (has("encrypted_data"))
    return refused(
      "This state is encrypted by OpenTofu. Give what `tofu show -json` prints in the folder that has its key.",
    );
  if (has("planned_values") || has("resource_changes"))
    return refused("This is a plan, not a state. Give what `terraform show -json` prints without the name of a plan.");
  if (has("format_version")) return readShow(file);
  if (has("version")) {
    if (file["version"] === STATE_FORMAT) return readState(file);
    const found = typeof file["version"] === "number" ? ` ${file["version"]}` : "";
    return refused(
      `This is a state of format${found}, and format ${STATE_FORMAT} is read. Give what \`terraform show -json\` prints of it.`,
    );
  }
  if (has("resource") || has("provider") || has("terraform")) return refused(CONFIGURATION);
  return refused(
    "This is neither a state of Terraform (`version`) nor what `terraform show -json` prints (`format_version`).",
  );
}

/** The parsed value, or what is wrong with the text. The parser's own message would quote the text, which may have a secret there. */
function parseJson(text: string): { readonly json: unknown } | string {
  if (text.trim() === "") return "The file is empty.";
  if (isConfiguration(text)) return CONFIGURATION;
  try {
    requireBounds(text, "a file");
    return { json: JSON.parse(text) };
  } catch (error) {
    if (error instanceof BeyondBound) return `This is ${error.message}, which is more than a state of access has.`;
    const line = lineOf(error, text);
    return `This is not JSON${line === undefined ? "" : ` (line ${line})`}. Give a state, or what \`terraform show -json\` prints.`;
  }
}

/** The first line that is no comment opens a block of HCL. */
function isConfiguration(text: string): boolean {
  const first = text
    .slice(0, 10_000)
    .split("\n")
    .map((line) => line.trim())
    .find((line) => line !== "" && !/^(?:#|\/\/)/.test(line));
  return (
    first !== undefined &&
    /^(?:data|import|locals|module|moved|output|provider|resource|terraform|variable)\b.*\{/.test(first)
  );
}

function lineOf(error: unknown, text: string): number | undefined {
  const at = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
  return at === undefined ? undefined : text.slice(0, Number(at)).split("\n").length;
}

function refused(message: string): TerraformInstances {
  return { instances: [], deposed: [], problems: [{ at: "", message }] };
}
