import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { snapshotSchema } from "../../../access/snapshot/model.ts";
import { printable } from "../../../access/values/untrusted.ts";
import { leaveCommands } from "../../../toolkit/terraform/leave.ts";
import { readTerraform } from "../../../toolkit/terraform/readTerraform.ts";
import { type Block, client, fixture, HOME, idOf, policy, readingOf, role, showOf, stateOf } from "./support.ts";

const hostile = fc.oneof(
  fc.constantFrom(
    '"',
    "'",
    "$".concat("{x}"),
    "%{x}",
    "$(id)",
    "`id`",
    "\u001b[2J",
    "\u202e",
    "a\nb",
    "☎",
    "{{",
    "__proto__",
  ),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const name = hostile.filter((text) => text !== "");
const word = fc.constantFrom("routing", "queue", "view", "edit", "*", "wfm");
const policies = fc.array(
  fc.tuple(word, word, fc.uniqueArray(word, { minLength: 1, maxLength: 3 })).map(([a, b, c]) => policy(a, b, c)),
  { maxLength: 4 },
);
const module = fc.option(fc.constantFrom("module.bi", "module.bi[0]", 'module.bi["a \\"b\\""]', "module.a.module.b"), {
  nil: undefined,
});
const key = fc.option(fc.oneof(fc.nat(99), name), { nil: undefined });

/** Roles with the numbers from 100, clients from 200 that hold them, and Home. */
const blocks: fc.Arbitrary<Block[]> = fc
  .record({
    roles: fc.array(fc.record({ name, description: hostile, policies, module, key }), { maxLength: 4 }),
    clients: fc.array(fc.record({ name, held: fc.array(fc.nat(3), { maxLength: 3 }), module, key }), { maxLength: 4 }),
  })
  .map(({ roles, clients }) => [
    HOME,
    ...roles.map(({ name, description, policies, ...where }, at) =>
      role(100 + at, { name, description, permission_policies: policies }, given(where)),
    ),
    ...clients.map(({ name, held, ...where }, at) =>
      client(
        200 + at,
        { name, roles: held.map((one) => ({ role_id: idOf(100 + one), division_id: one % 2 === 0 ? "*" : idOf(1) })) },
        given(where),
      ),
    ),
  ]);

function given({ module, key }: { module: string | undefined; key: number | string | undefined }): Partial<Block> {
  return { ...(module !== undefined && { module }), ...(key !== undefined && { key }) };
}

describe("any state", () => {
  it("says the same in both forms and in any order, by the schema of a snapshot", () => {
    fc.assert(
      fc.property(blocks, fc.infiniteStream(fc.nat()), (all, order) => {
        const reading = readingOf(stateOf(all));
        const { remarks, ...shown } = readingOf(showOf(all));
        expect({ ...shown, remarks }).toEqual({ ...reading, remarks });
        // That it does not say which configuration of the provider a resource has.
        expect(remarks.length - reading.remarks.length).toBe(1);
        const keyed = all.map((block) => [order.next().value, block] as const);
        const shuffled = keyed.sort(([a], [b]) => Number(a) - Number(b)).map(([, block]) => block);
        expect(readingOf(stateOf(shuffled))).toEqual(reading);
        expect(snapshotSchema.safeParse(reading.snapshot).success).toBe(true);
        expect(reading.managed).toHaveLength(all.length - 1);
      }),
      { numRuns: 60 },
    );
  });

  it("has addresses that are printable, each once, and that a shell passes on as they are", () => {
    const seen: string[] = [];
    fc.assert(
      fc.property(blocks, (all) => {
        const addresses = readingOf(stateOf(all)).managed.map(({ address }) => address);
        expect(addresses.map(printable)).toEqual(addresses);
        expect(new Set(addresses).size).toBe(addresses.length);
        seen.push(...addresses);
      }),
      { numRuns: 60 },
    );
    const addresses = [...new Set(seen)].sort();
    const script = `say() { shift 2; printf '%s\\n' "$@"; }\n${leaveCommands(addresses, "say").join("\n")}\n`;
    expect(execFileSync("sh", ["-c", script], { encoding: "utf8" }).trimEnd().split("\n").sort()).toEqual(addresses);
  });
});

describe("any text", () => {
  it("that is JSON is read or refused with a sentence, and nothing is thrown", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.json().map((json) => `{"version":4,"resources":${json}}`),
        ),
        (text) => {
          const result = readTerraform(text);
          if (!result.ok) expect(result.problems.every(({ message }) => message.length > 5)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("that is a damaged state is so, too, and no secret of it comes out", () => {
    const secret = "S3CR3T-planted-value";
    const whole = fixture("terraform.tfstate").replaceAll('"client_secret": ""', `"client_secret": "${secret}"`);
    const planted = { ...JSON.parse(whole), outputs: { secret: { value: secret, type: "string", sensitive: true } } };
    const paths = pathsOf(planted);
    const other = fc.oneof(
      fc.constantFrom<unknown>(null, [], {}, "", -1, 1e21, true, [[]], secret, [secret], { id: secret }),
      fc.jsonValue({ maxDepth: 1 }),
    );
    fc.assert(
      fc.property(fc.nat(paths.length - 1), other, (at, value) => {
        const path = paths[at] ?? [];
        // A secret in the place of a name would be a name.
        const isName =
          /^(name|description|domain|entity_name|state|email|authorized_grant_type|type|provider|value|index_key)$/;
        if (JSON.stringify(value).includes(secret) && path.some((step) => isName.test(String(step)))) return;
        const changed = JSON.parse(JSON.stringify(planted));
        put(changed, path, value);
        const result = readTerraform(JSON.stringify(changed));
        const known = new Set(["action_set", "scopes", "registered_redirect_uris", "permissions", "conditions"]);
        if (!path.some((step) => known.has(String(step)))) expect(JSON.stringify(result)).not.toContain("S3CR3T");
      }),
      { numRuns: 300 },
    );
  });
});

type Path = readonly (number | string)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const entries: readonly (readonly [number | string, unknown])[] = Array.isArray(value)
    ? value.map((one, at) => [at, one] as const)
    : Object.entries(value);
  return [...(path.length > 0 ? [path] : []), ...entries.flatMap(([step, one]) => pathsOf(one, [...path, step]))];
}

function put(value: unknown, path: Path, fresh: unknown): void {
  let at = value as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  const last = path.at(-1);
  if (last !== undefined) at[last] = fresh;
}
