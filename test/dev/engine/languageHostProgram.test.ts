import messages from "@pulumi/pulumi/proto/language_pb.js";
import { expect, test } from "vitest";
import { startFakeEngine } from "./fakeEngine.ts";
import { answer, startHost } from "./languageHost.ts";
import { programInfo, project } from "./projects.ts";

/** Runs a TypeScript program with the real SDK against a stand-in for the engine. */
async function run(program: string) {
  const engine = await startFakeEngine();
  const host = await startHost({ engine: engine.address });
  const dir = project({ "index.ts": program, "package.json": '{ "type": "module" }' });
  const request = new messages.RunRequest()
    .setInfo(programInfo(dir))
    .setPwd(dir)
    .setProject("access")
    .setStack("prod")
    .setMonitorAddress(engine.address);
  request.getConfigMap().set("access:region", "mypurecloud.de");
  const response = (await answer(host.client, host.client.run, request)).toObject();
  return { engine, response, printed: host.printed() };
}

test("a TypeScript module runs as it is, registers its resources and reads its config", async () => {
  const { engine, response, printed } = await run(`
    import * as pulumi from "@pulumi/pulumi";
    const region: string = new pulumi.Config().require("region");
    class Role extends pulumi.CustomResource {
      constructor(name: string) {
        super("pulumi-nodejs:dynamic/genesyscloud:Role", name, { region });
      }
    }
    new Role("reader");
    console.log("region is", region, "in", pulumi.getStack());`);

  expect(response).toEqual({ error: "", bail: false });
  expect(engine.registered).toEqual([
    "pulumi:pulumi:Stack access-prod",
    "pulumi-nodejs:dynamic/genesyscloud:Role reader",
  ]);
  expect(printed).toContain("region is mypurecloud.de in prod");
  expect(printed).not.toContain("ExperimentalWarning");
});

test("an uncaught error is logged once, by the program, and stops the engine", async () => {
  const { engine, response } = await run(`throw new Error("no such division");`);
  expect(response).toEqual({ error: "", bail: true });
  expect(engine.errors).toHaveLength(1);
  expect(engine.errors[0]).toContain("no such division");
});

test("an error that only a promise carries is not lost", async () => {
  const { engine, response } = await run(`void Promise.reject(new Error("too late")); export {};`);
  expect(response.bail).toBe(true);
  expect(engine.errors.join()).toContain("too late");
});

test("a program that ends itself early is an error", async () => {
  const { response } = await run("process.exit(3);");
  expect(response).toEqual({ error: "The program ended with exit code 3.", bail: false });
});
