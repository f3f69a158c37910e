/**
 * The states of every earlier shape (test/fixtures/states), step by step as the engine takes them, without the engine: a refresh finds what the state says, and an
 * update changes nothing in the org. test/e2e/oldStates.test.ts has the engine's own life of the oldest.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RESOURCES, type ResourceKind, resourceKind } from "../../access/resources/index.ts";
import { keptOutputs } from "../../access/resources/kept.ts";
import { EARLIER_HANDLER_TEXTS, HANDLER_TEXTS } from "../../providers/handlerTexts.ts";
import { handlersOver } from "./support/examples.ts";
import { type OrgUnderTest, orgUnderTest } from "./support/orgUnderTest.ts";

type Values = Readonly<Record<string, unknown>>;
interface Resource {
  readonly id: string;
  readonly kind: ResourceKind;
  readonly inputs: Values;
  readonly outputs: Values;
}

const FOLDER = join(import.meta.dirname, "../fixtures/states");
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const read = (...path: string[]) => JSON.parse(readFileSync(join(FOLDER, ...path), "utf8"));
const states = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => ["demo", "delivered"].map((stack) => [name, stack] as const));

/** What the plugin process gets: secrets in clear. */
function opened(outputs: Values): Values {
  const open = (value: unknown) => (SIGNATURE in Object(value) ? "the secret" : value);
  return Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, open(value)]));
}

function resourcesOf(release: string, stack: string): Resource[] {
  const { resources } = read(release, `${stack}.state.json`).deployment;
  return resources.flatMap(({ id, type, inputs, outputs }: Values & { type: string; outputs: Values }) => {
    const kind = resourceKind(type);
    return kind ? [{ id, kind, inputs, outputs: opened(outputs) }] : [];
  });
}

describe.each(states)("a state of %s, stack %s", (release, stack) => {
  const resources = resourcesOf(release, stack);
  let org: OrgUnderTest;
  beforeAll(async () => {
    org = await orgUnderTest({ seed: read(release, "org.json") });
  });
  afterAll(() => org.close());

  const each = async (step: (resource: Resource, handler: ReturnType<typeof handlerOf>) => Promise<void>) => {
    const handlers = handlersOver(org.newRun());
    for (const one of resources) await step(one, handlerOf(handlers, one));
  };
  const handlerOf = (handlers: ReturnType<typeof handlersOver>, { kind }: Resource) =>
    handlers[RESOURCES[kind].handler];
  const isRenewed = ({ outputs }: Resource) => Object.values<unknown>(HANDLER_TEXTS).includes(outputs["__provider"]);

  it("has the whole outputs of its day", () => {
    expect(new Set(resources.map(({ kind }) => kind)).size).toBeGreaterThan(2);
    for (const { kind, inputs, outputs } of resources) {
      expect(Object.keys(outputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
      const texts: object = release === "before-the-package" ? EARLIER_HANDLER_TEXTS : HANDLER_TEXTS;
      expect(Object.values(texts)).toContain(outputs["__provider"]);
      expect(RESOURCES[kind].outputs.safeParse(outputs).success).toBe(true);
    }
  });

  it("refreshes without a difference, to what this release keeps", async () => {
    await each(async (resource, handler) => {
      const { id, kind, inputs, outputs } = resource;
      const { __provider, ...asked } = inputs;
      const found = await handler.read(id, outputs);
      expect(found).toMatchObject({ id, inputs: asked });
      expect(Object.keys(found.inputs ?? {}).sort()).toEqual(Object.keys(asked).sort());
      const whole = kind === "client" ? { ...outputs, dateCreated: found.props?.["dateCreated"] } : outputs;
      const { __provider: _, ...props } = isRenewed(resource) ? keptOutputs(whole, RESOURCES[kind].leftOut) : whole;
      expect(found.props).toEqual(props);
    });
  });

  it("needs no update, or one that only renews the provider's text and writes nothing", async () => {
    org.calls();
    await each(async (resource, handler) => {
      const { id, kind, inputs, outputs } = resource;
      const news = { ...inputs, __provider: HANDLER_TEXTS[RESOURCES[kind].handler] };
      const { __provider: _, ...canonical } = inputs;
      expect((await handler.check(inputs, news)).inputs).toEqual(canonical);
      expect(await handler.diff(id, outputs, news)).toEqual({ replaces: [] });
      if (isRenewed(resource)) return;
      const { outs } = await handler.update(id, outputs, news);
      const { dateCreated = null } = outputs;
      const whole = { ...outputs, ...(kind === "client" && { dateCreated }) };
      const { __provider, ...kept } = keptOutputs(whole, RESOURCES[kind].leftOut);
      expect(outs).toEqual(kept);
    });
    expect(org.calls()).toEqual([]);
  });

  it("is changed and taken away by what this release keeps of it", async () => {
    const handlers = handlersOver(org.newRun());
    const kept = new Map<Resource, Values>();
    for (const one of resources) {
      const { props = {} } = await handlerOf(handlers, one).read(one.id, one.outputs);
      kept.set(one, keptOutputs(props, RESOURCES[one.kind].leftOut));
    }
    const role = resources.find(({ kind }) => kind === "role");
    if (!role) throw new Error("A role is in each of these states.");
    const news = { ...role.inputs, permissions: ["routing:queue:view"] };
    await handlersOver(org.newRun()).role.update(role.id, kept.get(role) ?? {}, news);
    expect(org.simulator.export().roles.find(({ id }) => id === role.id)).toMatchObject({
      permissionPolicies: [{ domain: "routing", entityName: "queue", actionSet: ["view"] }],
    });
    const last = handlersOver(org.newRun());
    for (const one of [...resources].reverse().sort(byEnd))
      await handlerOf(last, one).delete(one.id, kept.get(one) ?? {});
    for (const one of resources.filter(({ kind }) => kind !== "grant" && kind !== "division")) {
      const left = org.simulator.export()[one.kind === "role" ? "roles" : "clients"];
      expect(left.map(({ id }) => id)).not.toContain(one.id);
    }
  });
});

/** Holders go before what they hold. */
function byEnd(a: Resource, b: Resource): number {
  const order: readonly ResourceKind[] = ["grant", "client", "role", "division"];
  return order.indexOf(a.kind) - order.indexOf(b.kind);
}
