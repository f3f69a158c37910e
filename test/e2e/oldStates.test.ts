/** States of earlier releases through the real engine: they refresh, update and are destroyed, and an update changes nothing in the org. */
import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EARLIER_HANDLER_TEXTS, HANDLER_TEXTS } from "../../providers/handlerTexts.ts";
import { installCommandPlugin } from "../support/installCommandPlugin.ts";
import { type StackOnSimulator, stackOnSimulator, writes } from "../support/stackOnSimulator.ts";

const FOLDER = join(import.meta.dirname, "../fixtures/states");
/** Later ones have the same provider and the same types: test/providers/oldStates.test.ts takes all of them through the same life without the engine. */
const releases = ["before-the-package"];
const cases = releases.flatMap((name) => [
  [name, "demo"],
  [name, "delivered"],
]) as [string, string][];

interface Resource {
  readonly id?: string;
  readonly modified?: string;
  readonly type: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

describe.each(cases)("a state of %s, stack %s", { timeout: 300_000 }, (release, name) => {
  const folder = join(FOLDER, release);
  let stack: StackOnSimulator;
  const resources = async (): Promise<Resource[]> => JSON.parse(await stack.state()).deployment.resources ?? [];
  const texts = async () =>
    (await resources()).flatMap(({ inputs, outputs }) =>
      [inputs?.["__provider"], outputs?.["__provider"]].filter((text) => text !== undefined),
    );

  beforeAll(async () => {
    const data = join(folder, "org.json");
    const seed = JSON.parse(await readFile(data, "utf8"));
    // The rule about deliveries is newer than the spec: whoever upgrades accepts the command once.
    const accepted = name === "delivered" ? `policies: { delivery-command: { commands: ["cat > /dev/null"] } }\n` : "";
    const spec = (await readFile(join(folder, `${name}.yaml`), "utf8")) + accepted;
    // The oldest states name a source of the checkout as their provider.
    const sources = release === "before-the-package";
    stack = await stackOnSimulator({ stack: name, spec, simulator: { seed }, passphrase: "fixture", sources });
    await installCommandPlugin(stack);
    const file = `Pulumi.${name}.yaml`;
    await copyFile(join(folder, file), join(stack.workspace.dir, "stacks", file));
    const imported = await stack.pulumi("stack", "import", "--file", join(folder, `${name}.state.json`));
    expect(imported.exitCode, imported.output).toBe(0);
  }, 300_000);
  afterAll(() => stack?.close());

  it("refreshes without a difference, by the provider that it names", async () => {
    const run = await stack.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    expect(run.exitCode, run.output).toBe(0);
    if (release === "before-the-package") {
      expect(new Set(await texts())).toEqual(new Set(Object.values(EARLIER_HANDLER_TEXTS).filter(used(await texts()))));
    }
  });

  it("shows nothing else than the provider's text in a preview", async () => {
    const run = await stack.pulumi("preview", "--diff", "--json");
    expect(run.exitCode, run.output).toBe(0);
    const { steps } = JSON.parse(run.stdout) as { steps: { op: string; diffReasons?: string[] }[] };
    const changed = steps.filter(({ op }) => op !== "same");
    expect(changed.flatMap(({ op, diffReasons = [] }) => [op, ...diffReasons])).toEqual(
      changed.flatMap(() => ["update", "__provider"]),
    );
  });

  it("is renewed by an update that writes nothing to the org and delivers no secret again", async () => {
    const before = await resources();
    const written = writes(stack.org).length;
    const run = await stack.up();
    expect(run.exitCode, run.output).toBe(0);
    expect(writes(stack.org).slice(written)).toEqual([]);
    expect((await texts()).filter((text) => !(Object.values(HANDLER_TEXTS) as unknown[]).includes(text))).toEqual([]);
    // The ciphertexts are new in every state: what tells a run of the command are its id and the time of the last change.
    const commands = (all: readonly Resource[]) =>
      all
        .filter(({ type }) => type === "command:local:Command")
        .map(({ id, modified, inputs }) => ({ id, modified, interpreter: inputs?.["interpreter"] }));
    expect(commands(await resources())).toEqual(commands(before));
  });

  it("has no difference after that", async () => {
    const again = await stack.up("--expect-no-changes");
    expect(again.exitCode, again.output).toBe(0);
  });

  it("still knows the clients' secrets", async () => {
    const shown = await stack.pulumi("stack", "output", "clients", "--show-secrets", "--json");
    const clients = Object.values(JSON.parse(shown.stdout)) as { clientId: string; clientSecret: string | null }[];
    expect(clients.length).toBeGreaterThan(0);
    for (const { clientSecret } of clients) if (clientSecret !== null) expect(clientSecret.length).toBeGreaterThan(20);
  });

  it("is destroyed clean", async () => {
    const run = await stack.pulumi("destroy", "--yes", "--skip-preview");
    expect(run.exitCode, run.output).toBe(0);
    expect((await resources()).map(({ type }) => type).filter((type) => !type.startsWith("pulumi:"))).toEqual([]);
  });
});

/** Texts of types that the stack has. */
function used(texts: readonly unknown[]): (text: string) => boolean {
  return (text) => texts.includes(text);
}
