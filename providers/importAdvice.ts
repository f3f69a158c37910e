/**
 * The way back into the state for something that the org has and the state has lost. Pulumi's plain import reads the object from its provider, which for
 * these resources is named by the state alone; so the import has to carry inputs and outputs, and a refresh then corrects them.
 */
import { HANDLER_TEXTS } from "./handlerTexts.ts";

/** The resource as the state would hold it. */
export interface Lost {
  readonly of: { readonly token: string; readonly handler: keyof typeof HANDLER_TEXTS };
  readonly id: string;
  readonly inputs: { readonly managedBy: string; readonly [key: string]: unknown };
  /** Outputs that are no inputs. */
  readonly outputs?: object;
}

/** A sentence that ends with the file. Small: lists that a refresh fills in may be left empty. */
export function importAdvice({ of, id, inputs, outputs = {} }: Lost): string {
  const known = { ...inputs, __provider: HANDLER_TEXTS[of.handler] };
  const name = nameOf(inputs.managedBy);
  const resource = { type: of.token, name, id, inputs: known, outputs: { ...known, ...outputs } };
  return (
    "If it is this stack's own and only the state has lost it, save what follows as import.json, run `pulumi import --file import.json --generate-code=false " +
    `--protect=false --yes\`, then \`pulumi up --refresh\` (docs/troubleshooting.md): ${JSON.stringify({ resources: [resource] })}`
  );
}

/** A marker is `<project>/<stack>/<section>/<name of the resource>`. */
function nameOf(managedBy: string): string {
  return managedBy.split("/").slice(3).join("/");
}
