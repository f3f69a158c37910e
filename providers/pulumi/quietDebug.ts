/**
 * The SDK's debug text without the values in it. With `--debug` it prints whole answers of the engine in clear, the secrets of new clients and of
 * the last deployment among them, and the engine hands the text to logs and event logs.
 */
import logModule from "@pulumi/pulumi/log/index.js";

/** What the SDK writes before values. */
const BEFORE_VALUES = /\b(resp: |obj=|props=|outputs=|args=)[\s\S]*$/;
const PRIMITIVE = /(: primitive=)[\s\S]*$/;

/** A line of debug text with the values taken out. */
export function withoutValues(text: string): string {
  return text.replace(BEFORE_VALUES, "$1[not shown]").replace(PRIMITIVE, "$1[not shown]");
}

let isQuiet = false;

/**
 * To be called before anything that holds a secret is registered or read; more than once is as good as once. Relies on `debug` of the SDK's log
 * module, which the SDK's own modules call there: an SDK without it keeps whatever it does instead.
 */
export function quietDebug(): void {
  if (isQuiet || typeof logModule.debug !== "function") return;
  isQuiet = true;
  const { debug } = logModule;
  const quiet: typeof debug = (text, ...others) => debug(withoutValues(text), ...others);
  Object.assign(logModule, { debug: quiet });
}
