/** The private parts of the Pulumi SDK that providers/pulumi/ and a few others rely on. An SDK that changes one fails here, by name. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { LocalWorkspace, Stack } from "@pulumi/pulumi/automation/index.js";
import { CustomResource, Resource } from "@pulumi/pulumi/resource.js";
import { describe, expect, it } from "vitest";
import { UNKNOWN_VALUE } from "../../../access/resources/unknown.ts";
import { READ_RESOURCE_OUTPUTS } from "../../../providers/pulumi/lastDeployment.ts";
import { quietDebug, withoutValues } from "../../../providers/pulumi/quietDebug.ts";

const require = createRequire(import.meta.url);
const source = (module: string) => readFileSync(require.resolve(`@pulumi/pulumi/${module}`), "utf8");
const rpc = require("@pulumi/pulumi/runtime/rpc.js") as Record<string, unknown>;
const settings = require("@pulumi/pulumi/runtime/settings.js") as Record<string, unknown>;

describe("the SDK still has", () => {
  it("Resource.stackTrace, which quietTraces replaces", () => {
    expect((Resource as unknown as { stackTrace: unknown }).stackTrace).toBeTypeOf("function");
    expect(source("resource.js")).toContain("Resource.stackTrace(");
  });

  it("debug of its log module, through which its own modules print answers with secrets, and which quietDebug replaces", () => {
    const log = require("@pulumi/pulumi/log/index.js") as { debug: (text: string) => unknown };
    // Files of tests share the module, and another one may have made it quiet already: a copy of its own shows what the SDK has.
    const file = require.resolve("@pulumi/pulumi/log/index.js");
    const shared = require.cache[file];
    delete require.cache[file];
    const { debug: ofTheSdk } = require(file) as typeof log;
    require.cache[file] = shared;
    expect(ofTheSdk).toBeTypeOf("function");
    quietDebug();
    expect(String(log.debug)).not.toBe(String(ofTheSdk));
    expect(String(log.debug)).toContain("withoutValues");
    for (const module of ["runtime/resource.js", "runtime/invoke.js"]) {
      expect(source(module)).toMatch(/const log = __importStar\(require\("\.\.\/log"\)\)/);
      const values = source(module).match(/log\.debug\(`[^`]*(?:innerResponse|JSON\.stringify)[^`]*`/g) ?? [];
      expect(values.length).toBeGreaterThan(0);
      for (const value of values) expect(withoutValues(value)).not.toMatch(/innerResponse|JSON\.stringify/);
    }
  });

  it("the mark of unknown values that the model knows (access/resources)", () => {
    expect(rpc["unknownValue"]).toBe(UNKNOWN_VALUE);
  });

  it("the signature of secrets in states (toolkit/open/liveResources.ts)", () => {
    expect(readFileSync("toolkit/open/liveResources.ts", "utf8")).toContain(`"${rpc["specialSigKey"]}"`);
  });

  it("rpcKeepAlive, by which a component that plans keeps its run open", () => {
    const done = (settings["rpcKeepAlive"] as () => unknown)();
    expect(done).toBeTypeOf("function");
    (done as () => void)();
    expect(source("runtime/stack.js") + source("cmd/run/run.js") + source("cmd/run/index.js")).toMatch(/disconnect/);
  });

  it("a dynamic provider process that runs the text of `__provider` as a module with a handler, from the project's folder", () => {
    const process = source("cmd/dynamic-provider/index.js");
    expect(process).toMatch(/requireFromString\(\w+\)\.handler\(\)/);
    expect(process).toContain('require("require-from-string")');
    expect(require.resolve("@pulumi/pulumi/cmd/run")).toBeTruthy();
    expect(require.resolve("@pulumi/pulumi/cmd/run-policy-pack")).toBeTruthy();
  });

  it("selectStack, outputs and info, the methods of the Automation API that commands replace", () => {
    expect(LocalWorkspace.prototype.selectStack).toBeTypeOf("function");
    expect(Stack.prototype.outputs).toBeTypeOf("function");
    expect(Stack.prototype.info).toBeTypeOf("function");
    expect(source("automation/stack.js")).toMatch(/this\.outputs\(\)/);
    expect(source("automation/stack.js")).toMatch(/this\.info\(/);
    expect(source("automation/localWorkspace.js") + source("automation/stack.js")).toMatch(/\.selectStack\(/);
  });

  it("resources that register themselves under any type token, with their properties as inputs", () => {
    expect(CustomResource.length).toBeGreaterThanOrEqual(3);
    expect(source("resource.js")).toContain("__pulumiType");
  });

  it("a runtime whose copies share one store, so that a second copy of the SDK in a program works", () => {
    expect(source("runtime/state.js")).toMatch(/global(This)?\.globalStore/);
  });
});

it("asks the engine for the last deployment under the name that the engine answers to", () => {
  // No SDK has this name: it is the engine's (pkg/resource/deploy/builtins.go). test/e2e/narrowFirst.test.ts asks a real one.
  expect(READ_RESOURCE_OUTPUTS).toBe("pulumi:pulumi:readStackResourceOutputs");
});
