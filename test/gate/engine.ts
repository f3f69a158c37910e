/** The surfaces that need the engine: `preview` with its policy pack, and `up`. */
import { readFileSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type MockInstance, vi } from "vitest";
import { login } from "../../dev/demo/genesysHttp.ts";
import { builtCode } from "../../dev/package/builtCode.ts";
import { SEED } from "../../simulator/index.ts";
import { Failure } from "../../toolkit/failure.ts";
import type { PreviewOptions } from "../../toolkit/preview/options.ts";
import { preview } from "../../toolkit/preview/preview.ts";
import { PreviewEvents } from "../../toolkit/pulumi/events.ts";
import { installCommandPlugin } from "../support/installCommandPlugin.ts";
import { type StackOnSimulator, stackOnSimulator } from "../support/stackOnSimulator.ts";
import { type Answer, type Difference, type Finding, findingLines, gainLines, printedFindings } from "./answer.ts";
import { commitProject, writeFiles } from "./project.ts";
import { BASE, SETTINGS_FILE, STACK } from "./world.ts";

/** The policy pack as a user's project has it: its rules are elsewhere. */
const packOf = (code: string) => ({
  "policies/PulumiPolicy.yaml": "runtime: { name: nodejs, options: { typescript: false } }\n",
  "policies/package.json":
    '{ "name": "policies", "version": "1.0.0", "private": true, "type": "module", "main": "index.js" }\n',
  "policies/index.js": `import ${JSON.stringify(pathToFileURL(join(code, "policies", "index.js")).href)};\n`,
});

/** The base, deployed to an embedded org of its own; its commit is HEAD. */
export async function deployedBase(): Promise<StackOnSimulator> {
  const stack = await stackOnSimulator({ stack: STACK });
  const { dir } = stack.workspace;
  await installCommandPlugin(stack);
  for (const other of ["stacks/demo.yaml", "stacks/dev.yaml", "policies"])
    await rm(join(dir, other), { recursive: true, force: true });
  const written = await readFile(join(dir, SETTINGS_FILE), "utf8");
  const salt = written.split("\n").find((line) => line.startsWith("encryptionsalt:"));
  await writeFiles(dir, { ...BASE, ...packOf(await builtCode()), [SETTINGS_FILE]: `${salt}\n` });
  await commitProject(dir);
  const { exitCode, output } = await stack.up();
  if (exitCode !== 0) throw new Error(output);
  return stack;
}

/** `genesys-access preview --base-ref HEAD --fail-on widened` in this process, and what the policy pack told the engine meanwhile. */
export class Previews {
  readonly #stack: StackOnSimulator;
  readonly #events: MockInstance<PreviewEvents["add"]>;

  constructor(stack: StackOnSimulator) {
    this.#stack = stack;
    this.#events = vi.spyOn(PreviewEvents.prototype, "add");
    process.chdir(stack.workspace.dir);
    for (const [name, value] of Object.entries(stack.workspace.env)) vi.stubEnv(name, value);
    vi.spyOn(console, "error").mockReturnValue(undefined);
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
  }

  async run(more: Partial<PreviewOptions> = {}): Promise<{ preview: Answer; pack: Answer }> {
    this.#events.mockClear();
    const output = join(this.#stack.workspace.dir, ".state", "preview.json");
    await rm(output, { force: true });
    const options: PreviewOptions = {
      ...{ stack: STACK, format: "json", output, baseRef: "HEAD", failOn: ["widened"], refresh: false },
      ...{ approved: [], approvalFile: [], policyPack: [] },
      ...more,
    };
    const shown = await preview(options).then((code) => answerOf(code, output), refusalOf);
    const told = this.#events.mock.calls.flatMap(([{ policyEvent }]) => (policyEvent ? [policyEvent] : []));
    const mandatory = told.some(({ enforcementLevel }) => enforcementLevel === "mandatory");
    return { preview: shown, pack: { code: mandatory ? 1 : 0, says: printedFindings(told.map(packText).join("\n")) } };
  }
}

const packText = ({ message }: { readonly message: string }) => message.replace(/<\{%.*?%\}>/g, "").trim();

function answerOf(code: number, output: string): Answer {
  const report = JSON.parse(readFileSync(output, "utf8")) as {
    readonly diff: Difference;
    readonly findings: readonly Finding[];
    readonly preview: { readonly state: string; readonly errors: readonly string[] };
  };
  const { diff, findings, preview } = report;
  const errors = preview.state === "failed" ? preview.errors : [];
  const waiting = diff.notCovered.filter((text) => text.startsWith("The division"));
  return {
    code,
    verdict: diff.verdict,
    says: [...errors, ...findingLines(findings), ...gainLines(diff), ...waiting],
  };
}

function refusalOf(error: unknown): Answer {
  if (!(error instanceof Failure)) throw error;
  return { code: error.exitCode, says: error.message.split("\n") };
}

/** `pulumi up` without a separate preview and without the pack: the program judges by the same rules. */
export async function up({ workspace }: StackOnSimulator, env: NodeJS.ProcessEnv = {}): Promise<Answer> {
  const { exitCode, output } = await workspace.pulumi(["up", "--yes", "--skip-preview"], { env });
  const errors = [...output.matchAll(/^\s*error: (.*)$/gm)].map(([, text = ""]) => text);
  const lines = output.split("\n").map((line) => line.trim());
  const waiting = lines.filter((line) => line.startsWith("The division"));
  const problems = lines.filter((line) => /^\S+:\d+:\d+ /.test(line) && !/\[[a-z-]+\/.*\]$/.test(line));
  return { code: exitCode === 0 ? 0 : 1, says: [...printedFindings(output), ...errors, ...problems, ...waiting] };
}

/** Gives a new division of the org a name that a selector of the base matches. */
export async function joinSelector({ org }: StackOnSimulator): Promise<void> {
  const person = await login(org.url, SEED.console);
  await person("POST", "/authorization/divisions", { name: "EMEA_Sneaky", description: "" });
}
