/** The key of the hashes that stand for addresses of users. */
import { randomBytes } from "node:crypto";
import { Failure } from "../failure.ts";

export const KEY_VARIABLE = "GENESYS_ACCESS_REDACT_KEY";
const SHORTEST_KEY = 16;

export interface RedactionKey {
  readonly key: string;
  /** One sentence for people. */
  readonly source: string;
}

/** @throws Failure for a key that could be guessed */
export function redactionKey(env: NodeJS.ProcessEnv): RedactionKey {
  const given = env[KEY_VARIABLE];
  if (given === undefined || given === "")
    return {
      key: randomBytes(32).toString("hex"),
      source: `Users are hashed with a key of this run alone, so no other file has the same hashes. Set ${KEY_VARIABLE} to compare files.`,
    };
  if (given.length < SHORTEST_KEY)
    throw new Failure(
      `${KEY_VARIABLE} has ${given.length} characters, and addresses could be found by trying. Give it at least ${SHORTEST_KEY}, for instance of \`openssl rand -hex 32\`.`,
    );
  return { key: given, source: `Users are hashed with the key in ${KEY_VARIABLE}: whoever has it can try addresses.` };
}
