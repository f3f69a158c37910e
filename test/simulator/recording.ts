/**
 * Recorded requests of the vendor's own clients, played against an embedded org. A recording is a text of lines:
 *
 *     # a comment
 *     login CLIENT_ID SECRET
 *     METHOD PATH -> STATUS name=path.to.field …     (what is kept of the answer)
 *       {"a": "body"}
 *       = {"part": "of the answer"}
 *
 * `{{name}}` stands for what was kept, or for a value of `SEED` (`{{divisions.Home}}`).
 */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { SEED, type Simulator } from "../../simulator/index.ts";
import { logIn } from "./support.ts";

export interface Step {
  readonly line: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly keep: readonly (readonly [name: string, field: string])[];
  readonly body?: string;
  readonly answer?: string;
}

export interface Login {
  readonly line: number;
  readonly login: readonly [clientId: string, secret: string];
}

const REQUEST = /^([A-Z]+) (\S+) -> (\d{3})((?: \w+=[\w.]+)*)$/;

/** The steps of `recordings/NAME.txt`, in order; throws for a line that is none. */
export function readRecording(name: string): (Step | Login)[] {
  const text = readFileSync(new URL(`recordings/${name}.txt`, import.meta.url), "utf8");
  const steps: (Step | Login)[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    const last = steps.at(-1);
    const login = /^login (\S+) (\S+)$/.exec(line);
    const request = REQUEST.exec(line);
    if (line === "" || line.startsWith("#")) continue;
    if (login) steps.push({ line: index + 1, login: [login[1] ?? "", login[2] ?? ""] });
    else if (request) steps.push(toStep(index + 1, request));
    else if (last && "method" in last && /^ {2}\S/.test(line))
      steps[steps.length - 1] = {
        ...last,
        ...(line.startsWith("  = ") ? { answer: line.slice(4) } : { body: line.slice(2) }),
      };
    else throw new Error(`recordings/${name}.txt:${index + 1}: not a step: ${line}`);
  }
  return steps;
}

function toStep(line: number, [, method = "", path = "", status, kept = ""]: RegExpExecArray): Step {
  const keep = kept
    .trim()
    .split(" ")
    .filter((one) => one !== "")
    .map((one) => one.split("=") as [string, string]);
  return { line, method, path, status: Number(status), keep };
}

/** Plays every step in turn; a step that is answered otherwise fails with its line. */
export async function play(simulator: Simulator, name: string): Promise<void> {
  const kept = new Map<string, string>();
  const filled = (text: string) =>
    text.replaceAll(/\{\{([^}]+)\}\}/g, (_, key: string) => kept.get(key) ?? ofSeed(key));
  let token = "";
  for (const step of readRecording(name)) {
    if ("login" in step) {
      const [clientId, clientSecret] = step.login.map(filled) as [string, string];
      token = (await logIn(simulator, { clientId, clientSecret })).body.access_token;
      continue;
    }
    const response = await fetch(simulator.url + filled(step.path), {
      method: step.method,
      // As the vendor's clients do, also where there is no body.
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      ...(step.body !== undefined && { body: filled(step.body) }),
    });
    const text = await response.text();
    const at = `recordings/${name}.txt:${step.line} ${step.method} ${filled(step.path)}: ${text.slice(0, 500)}`;
    expect(response.status, at).toBe(step.status);
    const answer: unknown = text === "" ? undefined : JSON.parse(text);
    if (step.answer !== undefined) expect(answer, at).toMatchObject(JSON.parse(filled(step.answer)));
    for (const [key, field] of step.keep) {
      const value = fieldOf(answer, field);
      expect(value, `${at}\nhas no ${field}`).toBeDefined();
      kept.set(key, value ?? "");
    }
  }
}

/** Names of the seed may have dots themselves: `users.nora.na@contoso.example`. */
function ofSeed(key: string): string {
  const [section = "", ...name] = key.split(".");
  const values = (SEED as unknown as Record<string, Record<string, string> | undefined>)[section];
  const found = values?.[name.join(".")];
  if (found === undefined) throw new Error(`{{${key}}} is neither kept nor of the seed.`);
  return found;
}

function fieldOf(value: unknown, path: string): string | undefined {
  const found = path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value);
  return found === undefined ? undefined : String(found);
}
