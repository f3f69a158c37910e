import { describe, expect, it } from "vitest";
import { loadSpec } from "../../../access/language/loadSpec.ts";
import { planOffline } from "../../../access/plan/planOffline.ts";

const ID = "0f4c1c2e-6d1b-4a52-9d0e-7a1f5c9b2e11";
const HEAD = "organization: { id: 58f5d08e-c7f5-4f60-b254-92c700bbecf8 }\n";
const ROLES = 'roles:\n  reader: { name: Reader, purpose: Names, permissions: ["routing:queue:view"] }\n';

function load(text: string) {
  return loadSpec("prod.yaml", () => HEAD + text);
}

function problems(text: string): string[] {
  const loaded = load(text);
  return loaded.ok ? [] : loaded.problems.map(({ code }) => code);
}

function client(rest: string): string {
  return `${ROLES}clients:\n  export:\n    name: Export\n    adopted: ${ID.toUpperCase()}\n    grantType: client-credentials\n    grants: [{ role: reader, divisions: all }]\n${rest}`;
}

describe("`adopted`", () => {
  it("is of the first generation of a client: the later ones the stack makes", () => {
    const loaded = load(client("    secret: { generation: 2, keep: [1] }\n"));
    if (!loaded.ok) throw new Error("not valid");
    const planned = planOffline(loaded.spec);
    if (!planned.ok) throw new Error("not planned");
    expect(planned.desired.clients.map(({ generation, adopted }) => [generation, adopted])).toEqual([
      [1, ID],
      [2, undefined],
    ]);
  });

  it("refuses a delivery of the secret that nobody knows, until there is a later generation", () => {
    const deliver = "deliver: { command: cat }";
    expect(problems(client(`    secret: { ${deliver} }\n`))).toEqual(["deliver-of-adopted"]);
    expect(problems(client(`    secret: { generation: 2, ${deliver} }\n`))).toEqual([]);
  });

  it("says nothing of a division that the stack does not manage", () => {
    expect(problems(`divisions:\n  emea: { adopted: ${ID} }\n`)).toEqual(["adopted-without-effect"]);
    expect(problems(`divisions:\n  emea: { adopted: ${ID}, manage: true }\n`)).toEqual([]);
  });

  it("names one object once, in any spelling", () => {
    const role = (name: string, id: string) =>
      `  ${name}: { name: ${name}, adopted: ${id}, permissions: ["routing:queue:view"] }\n`;
    expect(problems(`roles:\n${role("a", ID)}${role("b", ID.toUpperCase())}`)).toEqual(["duplicate-name"]);
  });

  it("is an id, and nothing for a role that is only referred to", () => {
    expect(problems('roles:\n  a: { name: A, adopted: mine, permissions: ["routing:queue:view"] }\n')).not.toEqual([]);
    expect(problems(`roles:\n  a: { existing: A, adopted: ${ID} }\n`)).not.toEqual([]);
  });
});
