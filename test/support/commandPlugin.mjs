#!/usr/bin/env node
/**
 * A stand-in of `pulumi-resource-command` 1.2.1, which no package registry carries: `command:local:Command` with create, update, delete,
 * interpreter, stdin, environment, triggers and logging, as the plugin's local/commandController.go and its `run` do it. Two things are
 * stricter than there: secrets arrive in clear and leave in clear, so that only the program's own marks protect them, and whatever is to be
 * logged is logged at once.
 */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { text } from "node:stream/consumers";

const sdk = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi/package.json"));
const grpc = sdk("@grpc/grpc-js");
const { Empty } = sdk("google-protobuf/google/protobuf/empty_pb.js");
const { Struct } = sdk("google-protobuf/google/protobuf/struct_pb.js");
const messages = sdk("./proto/provider_pb.js");
const services = sdk("./proto/provider_grpc_pb.js");
const { PluginInfo } = sdk("./proto/plugin_pb.js");

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const DEFAULT_INTERPRETER = ["/bin/sh", "-c"];

const server = new grpc.Server();
server.addService(services.ResourceProviderService, {
  getPluginInfo: answer(() => new PluginInfo().setVersion("1.2.1")),
  checkConfig: answer((request) => new messages.CheckResponse().setInputs(request.getNews())),
  diffConfig: answer(() => new messages.DiffResponse()),
  configure: answer(() => new messages.ConfigureResponse().setSupportspreview(true)),
  check: answer((request) => new messages.CheckResponse().setInputs(request.getNews())),
  diff: answer((request) => diff(props(request.getOldInputs()), props(request.getNews()))),
  create: answer(async (request) => {
    const inputs = props(request.getProperties());
    const response = new messages.CreateResponse().setId(randomBytes(8).toString("hex"));
    return response.setProperties(Struct.fromJavaScript(await runUnlessPreview(request, inputs.create, inputs)));
  }),
  // As the plugin's framework does for a resource without a read of its own: what the state says is so.
  read: answer((request) =>
    new messages.ReadResponse()
      .setId(request.getId())
      .setProperties(request.getProperties())
      .setInputs(request.getInputs()),
  ),
  update: answer(async (request) => {
    const inputs = props(request.getNews());
    const outputs = await runUnlessPreview(request, inputs.update ?? inputs.create, inputs);
    return new messages.UpdateResponse().setProperties(Struct.fromJavaScript(outputs));
  }),
  delete: answer(async (request) => {
    const inputs = props(request.getProperties());
    if (inputs.delete !== undefined) await run(inputs.delete, inputs);
    return new Empty();
  }),
  cancel: answer(() => new Empty()),
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(port);
});

function answer(work) {
  return async (call, callback) => {
    try {
      callback(null, await work(call.request));
    } catch (error) {
      callback({ code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
    }
  };
}

function props(struct) {
  return struct?.toJavaScript() ?? {};
}

function diff(olds, news) {
  const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
  const changed = keys.filter((key) => JSON.stringify(olds[key]) !== JSON.stringify(news[key]));
  const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
  return new messages.DiffResponse().setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE).setDiffsList(changed);
}

async function runUnlessPreview(request, command, inputs) {
  if (request.getPreview() || command === undefined) return { ...inputs, stdout: UNKNOWN, stderr: UNKNOWN };
  return { ...inputs, ...(await run(command, inputs)) };
}

/** As there: a command that fails is told with its text and with all that it printed. */
async function run(command, { interpreter = DEFAULT_INTERPRETER, environment, stdin, logging, dir }) {
  const [program, ...args] = [...interpreter, command];
  const child = spawn(program, args, { env: { ...process.env, ...environment }, ...(dir && { cwd: dir }) });
  const failed = new Promise((_, reject) => child.on("error", reject));
  child.stdin.on("error", () => undefined);
  child.stdin.end(stdin ?? "");
  const closed = new Promise((resolve) => child.on("close", resolve));
  const [stdout, stderr, code] = await Promise.race([
    Promise.all([text(child.stdout), text(child.stderr), closed]),
    failed,
  ]);
  if (logging !== "none") console.error(`${stdout}${stderr}`);
  if (code !== 0) throw new Error(`exit status ${code}: running ${JSON.stringify(command)}:\n${stdout}${stderr}`);
  return { stdout: stdout.replace(/\n$/, ""), stderr: stderr.replace(/\n$/, "") };
}
