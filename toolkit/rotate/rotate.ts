/** The next step of a client's rotation, as an edit of one file and as what to do then. */
import { isDeepStrictEqual } from "node:util";
import { type LoadedSpec, loadSpec } from "../../access/language/loadSpec.ts";
import { isExisting, type Spec, type SpecManagedClient, type SpecSecret } from "../../access/language/spec.ts";
import type { ReadText } from "../../access/language/specReader.ts";
import { stackNameOf } from "../../access/plan/plan.ts";
import { nearest } from "../../access/values/nearest.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { editSecret } from "./editSecret.ts";
import { afterStep, nextStep } from "./nextStep.ts";

export interface Rotation {
  /** The file that declares the client: the stack's own file, or one that it includes. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** The step that was taken and the steps to take next, line by line. */
  readonly advice: readonly string[];
}

/** @throws Failure for a client that cannot be rotated, and for a file whose form allows no edit */
export function rotate(spec: LoadedSpec, key: string, readText: ReadText): Rotation {
  const client = clientOf(spec.value, key);
  const after = afterStep(client.secret);
  const { file } = spec.locateKey(["clients", key]);
  const before = readText(file);
  const edit = editSecret(before, key, after);
  if ("fault" in edit) throw byHand(file, key, edit.fault, after);
  const edited = loadSpec(spec.file, (name, first) => (name === file ? edit.text : readText(name, first)));
  // Proof that nothing but the secret changed, whatever the form of the file.
  if (!edited.ok || !isDeepStrictEqual(edited.spec.value, withSecret(spec.value, key, client, after)))
    throw byHand(file, key, "the form of the file is not one that can be edited safely", after);
  return { file, before, after: edit.text, advice: adviceOf(spec.file, file, key, client.secret) };
}

function clientOf({ clients }: Spec, key: string): SpecManagedClient {
  const client = Object.hasOwn(clients, key) ? clients[key] : undefined;
  if (!client) {
    const near = nearest(key, Object.keys(clients));
    const hint = near.length > 0 ? ` Nearest: ${near.join(", ")}.` : "";
    throw new Failure(`The stack has no client "${key}".${hint} Name a key of \`clients:\`.`);
  }
  if (isExisting(client))
    throw new Failure(`Client "${key}" is not made by this stack: rotate its secret where it is managed.`);
  if (client.grantType !== "CLIENT-CREDENTIALS")
    throw new Failure(
      `Client "${key}" is a ${client.grantType} client: users sign in to it by its id, so it has no generations. Regenerate its secret in Genesys Cloud.`,
    );
  return client;
}

function withSecret(spec: Spec, key: string, client: SpecManagedClient, secret: SpecSecret): Spec {
  return { ...spec, clients: { ...spec.clients, [key]: { ...client, secret } } };
}

function byHand(file: string, key: string, why: string, { generation, keep }: SpecSecret): Failure {
  const kept = keep.length > 0 ? ` and \`keep: [${keep.join(", ")}]\`` : " and no `keep`";
  return new Failure(
    `${file} was not changed: ${why}. Write \`generation: ${generation}\`${kept} into \`clients.${key}.secret\` by hand.`,
    EXIT.usage,
  );
}

function adviceOf(specFile: string, file: string, key: string, secret: SpecSecret): string[] {
  const stack = stackNameOf(specFile);
  const update = `pulumi up --stack ${stack} --policy-pack policies`;
  const shared = file === specFile ? [] : [`Every stack that includes ${file} does the same with its next update.`];
  return nextStep(secret) === "begin"
    ? [...beginning(key, stack, update, secret), ...shared]
    : [...retiring(key, update, secret), ...shared];
}

function beginning(key: string, stack: string, update: string, { generation, deliver }: SpecSecret): string[] {
  const delivered = deliver
    ? "makes the new client and delivers its secret"
    : "makes the new client; `pulumi stack output clients --show-secrets` prints its id and secret";
  return [
    `Client "${key}" begins generation ${generation + 1}. Generation ${generation} keeps working.`,
    "Next:",
    `  1. ${update}: ${delivered}.`,
    "  2. Let every consumer read the new client id and secret.",
    `  3. genesys-access rotate ${key} --stack ${stack}: retires generation ${generation}.`,
  ];
}

function retiring(key: string, update: string, { generation, keep }: SpecSecret): string[] {
  const old = `generation${keep.length > 1 ? "s" : ""} ${keep.join(", ")}`;
  return [
    `Client "${key}" no longer keeps ${old}; generation ${generation} stays.`,
    `Warning: who still uses ${old} cannot be seen here, and fails after the next update. Every consumer must have changed over.`,
    "Next:",
    `  ${update}: deactivates and deletes the old client.`,
  ];
}
