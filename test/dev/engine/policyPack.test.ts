import { credentials } from "@grpc/grpc-js";
import analyzerServices from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzerMessages from "@pulumi/pulumi/proto/analyzer_pb.js";
import messages from "@pulumi/pulumi/proto/language_pb.js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { expect, onTestFinished, test, vi } from "vitest";
import { startFakeEngine } from "./fakeEngine.ts";
import { type RunningPlugin, runPlugin, startHost } from "./languageHost.ts";
import { programInfo, project } from "./projects.ts";

const PACK = `
  import { PolicyPack } from "@pulumi/policy";
  import * as pulumi from "@pulumi/pulumi";
  const forbidden: string = new pulumi.Config("access").get("forbidden") ?? "nothing";
  console.log("pack of", pulumi.getProject(), pulumi.getStack(), pulumi.runtime.isDryRun());
  new PolicyPack("access-pack", {
    policies: [{
      name: "no-forbidden-name",
      description: "A name can be forbidden.",
      enforcementLevel: "mandatory",
      validateResource: (args, report) => {
        if (args.props["name"] === forbidden) report("this name is forbidden");
      },
    }],
  });`;

async function startPack(source: string): Promise<RunningPlugin> {
  const engine = await startFakeEngine();
  const host = await startHost({ engine: engine.address });
  const dir = project({
    "index.ts": source,
    "package.json": '{ "name": "pack", "version": "1.2.3", "type": "module" }',
    "PulumiPolicy.yaml": "runtime: nodejs\nmain: index.ts\n",
  });
  const env = Object.entries(process.env).map(([name, value]) => `${name}=${value}`);
  const request = new messages.RunPluginRequest().setInfo(programInfo(dir)).setKind("analyzer").setPwd(dir);
  return runPlugin(host, request.setArgsList([engine.address]).setEnvList(env));
}

async function connect(pack: RunningPlugin): Promise<analyzerServices.AnalyzerClient> {
  await vi.waitFor(() => expect(pack.stdout()).toMatch(/^\d+\n/), { timeout: 20_000 });
  const address = `127.0.0.1:${pack.stdout().split("\n")[0]}`;
  const client = new analyzerServices.AnalyzerClient(address, credentials.createInsecure());
  onTestFinished(() => client.close());
  return client;
}

function stackConfiguration(): analyzerMessages.AnalyzerStackConfigureRequest {
  const request = new analyzerMessages.AnalyzerStackConfigureRequest()
    .setProject("access")
    .setStack("prod")
    .setOrganization("organization")
    .setDryRun(true);
  request.getConfigMap().set("access:forbidden", "admin");
  return request;
}

function configureStack(client: analyzerServices.AnalyzerClient): Promise<void> {
  return new Promise((resolve, reject) => {
    client.configureStack(stackConfiguration(), (error) => (error ? reject(error) : resolve()));
  });
}

test("a pack knows project, stack and config from its first line on", async () => {
  const pack = await startPack(PACK);
  const client = await connect(pack);

  await new Promise<void>((resolve, reject) => {
    client.handshake(new analyzerMessages.AnalyzerHandshakeRequest(), (error) => (error ? reject(error) : resolve()));
  });
  await configureStack(client);

  expect(pack.stdout()).toContain("pack of access prod true");
});

test("the engine's calls reach the pack, and its answers the engine", async () => {
  const client = await connect(await startPack(PACK));
  await configureStack(client);

  const name = await new Promise<string>((resolve, reject) => {
    client.getAnalyzerInfo(new Empty(), (error, info) =>
      error ? reject(error) : resolve(`${info.getName()} ${info.getVersion()}`),
    );
  });
  expect(name).toBe("access-pack 1.2.3");

  const request = new analyzerMessages.AnalyzeRequest()
    .setType("pulumi-nodejs:dynamic/genesyscloud:Role")
    .setUrn("urn:pulumi:prod::access::pulumi-nodejs:dynamic/genesyscloud:Role::admin")
    .setName("admin")
    .setOptions(new analyzerMessages.AnalyzerResourceOptions())
    .setProperties(Struct.fromJavaScript({ name: "admin" }));
  const found = await new Promise<string[]>((resolve, reject) => {
    client.analyze(request, (error, response) =>
      error ? reject(error) : resolve(response.getDiagnosticsList().map((diagnostic) => diagnostic.getMessage())),
    );
  });
  expect(found.join()).toContain("this name is forbidden");
});

test("a pack that cannot start is told as an error, with its own words, and ends the plugin", async () => {
  const pack = await startPack(`throw new Error("a broken pack");`);
  const client = await connect(pack);

  await expect(configureStack(client)).rejects.toThrow("ended with exit code 32 before it was ready");

  expect(await pack.exitCode).toBe(32);
  await vi.waitFor(() => expect(`${pack.stdout()}${pack.stderr()}`).toContain("a broken pack"));
});

test("the engine ends a pack by cancelling the call: nobody listens any more", async () => {
  const pack = await startPack(PACK);
  const client = await connect(pack);
  await configureStack(client);

  pack.call.cancel();

  await vi.waitFor(() => expect(configureStack(client)).rejects.toThrow(), { timeout: 20_000 });
});
