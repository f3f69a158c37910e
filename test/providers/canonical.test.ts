import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UNKNOWN_VALUE as UNKNOWN } from "../../access/resources/unknown.ts";
import type { ConditionalPermission } from "../../access/values/condition.ts";
import { clientProps, divisionProps, grantProps, handlersOver, roleProps } from "./support/examples.ts";

const noSession = () => Promise.reject(new Error("check must not open a session")) as never;
const handlers = handlersOver(noSession as never);
const check = async (kind: keyof typeof handlers, news: object) => handlers[kind].check({}, news as never);

const word = fc.stringMatching(/^[a-z]{1,4}$/);
const permission = fc.tuple(word, word, word).map((parts) => parts.join(":"));
const term = fc.record({
  variableName: fc.constantFrom("Conversation.mediaType", "Conversation.queues"),
  operator: fc.constantFrom("EQ" as const, "IN" as const),
  operands: fc.array(fc.record({ type: fc.constantFrom("SCALAR" as const, "QUEUE" as const), value: word }), {
    maxLength: 3,
  }),
});
const condition = fc.record({
  conjunction: fc.constantFrom("AND" as const, "OR" as const),
  terms: fc.array(term, { minLength: 1, maxLength: 3 }),
});
const conditional: fc.Arbitrary<ConditionalPermission[]> = fc.array(fc.record({ permission, condition }), {
  maxLength: 5,
});
const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });

describe("check", () => {
  it("gives inputs that check leaves as they are", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(permission), conditional, async (permissions, lines) => {
        const { inputs } = await check("role", roleProps({ permissions, conditional: lines }));
        expect((await check("role", inputs)).inputs).toEqual(inputs);
      }),
    );
  });

  it("does not mind the order of permissions, conditions, terms and operands, nor repeats", async () => {
    const both = fc.tuple(fc.array(permission), conditional).chain(([permissions, lines]) =>
      fc.record({
        a: fc.constant({ permissions, conditional: lines }),
        b: fc.record({
          permissions: shuffled([...permissions, ...permissions]),
          conditional: shuffled(
            lines.map((line) => ({
              ...line,
              condition: { ...line.condition, terms: line.condition.terms.toReversed() },
            })),
          ),
        }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(both, async ({ a, b }) => {
        expect((await check("role", roleProps(b))).inputs).toEqual((await check("role", roleProps(a))).inputs);
      }),
    );
  });

  it("compacts permissions to one line per entity", async () => {
    const permissions = ["routing:queue:view", "analytics:conversationDetail:view", "routing:queue:search"];
    const { inputs } = await check("role", roleProps({ permissions }));
    expect(inputs["permissions"]).toEqual(["analytics:conversationDetail:view", "routing:queue:search,view"]);
  });

  it.each([
    ["division", divisionProps()],
    ["role", roleProps()],
    ["oauthClient", clientProps("role-id")],
    ["roleGrant", grantProps("role-id")],
  ] as const)("lets a %s pass when any of its values is not known yet", async (kind, props) => {
    for (const key of Object.keys(props).filter((name) => name !== "__provider")) {
      const { inputs, failures } = await check(kind, { ...props, [key]: UNKNOWN });
      expect(failures).toEqual([]);
      expect(inputs[key]).toBe(UNKNOWN);
    }
  });

  it("lets unknown values pass inside lists and grants", async () => {
    const grants = { "bi-reader": { roleId: UNKNOWN, divisions: { Silo: UNKNOWN } }, other: UNKNOWN };
    expect(await check("oauthClient", clientProps("", { grants }))).toMatchObject({ inputs: { grants }, failures: [] });
    const { inputs, failures } = await check(
      "role",
      roleProps({ permissions: [UNKNOWN, "a:b:c"], conditional: [UNKNOWN] }),
    );
    expect(failures).toEqual([]);
    expect(inputs["permissions"]).toEqual(["a:b:c", UNKNOWN]);
  });

  it("drops what is undefined or no input of the resource", async () => {
    const grants = { "bi-reader": { roleId: "r", divisions: { a: "1" }, justification: undefined } };
    const { inputs } = await check("oauthClient", clientProps("", { grants, surprise: 1, clientSecret: undefined }));
    expect(inputs["grants"]).toEqual({ "bi-reader": { roleId: "r", divisions: { a: "1" } } });
    expect(Object.keys(inputs)).not.toContain("surprise");
    expect(Object.keys(inputs)).not.toContain("clientSecret");
  });

  it("names properties of a wrong shape", async () => {
    const { failures } = await check("role", roleProps({ permissions: "routing:queue:view", roleKey: undefined }));
    expect(failures.map(({ property }) => property).sort()).toEqual(["permissions", "roleKey"]);
  });
});
