/**
 * What a probe saw one org do: the file `org-behaviour.json`. It is advice and nothing else: no rule, no gate and no lack of a preflight is decided by it,
 * because whoever proposes a change can propose this file as well.
 */
import { z } from "zod";

export const BEHAVIOUR_FORMAT_VERSION = 1;

const exchange = z.looseObject({
  method: z.string(),
  path: z.string().describe("Ids as `{role 1}`: what the probe made, or `{id}`."),
  sent: z.unknown().optional().describe("The body of the request."),
  status: z.int().min(0).describe("0: no answer came."),
  code: z.string().optional(),
  text: z.string().optional().describe("The sentence of the answer, without ids, addresses and secrets."),
  times: z.int().min(2).optional().describe("Asked so often with this answer."),
});
export type Exchange = z.infer<typeof exchange>;

const ANSWER = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

const question = z.looseObject({
  id: z.string(),
  asks: z.string(),
  answer: ANSWER.optional().describe("Absent where it was not observed."),
  words: z.string().optional().describe("The answer as a sentence."),
  notObserved: z.string().optional().describe("The reason why there is no answer."),
  switches: z.array(z.string()).optional().describe("Switches of the embedded org that stand for it."),
  exchanges: z.array(exchange),
});
export type ObservedQuestion = z.infer<typeof question>;

export const BehaviourSchema = z.looseObject({
  formatVersion: z.literal(BEHAVIOUR_FORMAT_VERSION).describe("Grows with every change that could break a reader."),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  organization: z.looseObject({ id: z.string() }),
  observedAt: z.iso.datetime(),
  run: z.string().describe("In the name of everything that this run made."),
  complete: z.boolean().describe("Every question has an answer, and nothing of the run is left in the org."),
  questions: z.array(question),
  switches: z.record(z.string(), z.unknown()).describe("For `genesys-access org --like FILE`."),
  left: z.array(z.string()).describe("What the run made and could not remove."),
  notAsked: z.array(z.looseObject({ about: z.string(), reason: z.string() })).describe("What no probe can find out."),
});
export type Behaviour = z.infer<typeof BehaviourSchema>;

/** The file of one org, and the name that people know it by. */
export interface ObservedOrg {
  readonly file: string;
  readonly behaviour: Behaviour;
}

/** Reads the text of a file; a sentence that says what is wrong with it otherwise. */
export function readBehaviour(text: string): Behaviour | { readonly wrong: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { wrong: "it is no JSON" };
  }
  const parsed = BehaviourSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join(".") || "the file";
  return { wrong: `${path} is not what \`genesys-access probe\` writes` };
}
