import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type CallOptions,
  type ClientReadableStream,
  type ClientUnaryCall,
  credentials,
  type Metadata,
  type ServiceError,
} from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/language_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/language_pb.js";
import { onTestFinished } from "vitest";

const PROJECT = join(import.meta.dirname, "../../..");

/** A running language host and a client for it. */
export interface RunningHost {
  readonly process: ChildProcess;
  readonly client: services.LanguageRuntimeClient;
  /** The output of the host and of the programs that it ran, after the port. */
  printed(): string;
}

/** Settings of {@link startHost}. */
export interface HostSettings {
  readonly main?: string;
  readonly cwd?: string;
  readonly engine?: string;
}

/** Starts the language host as the engine does: in the project's folder, with the engine's address as last argument. */
export async function startHost(settings: HostSettings = {}): Promise<RunningHost> {
  const { main = join(PROJECT, "dev/engine/language-host/main.mjs"), cwd = PROJECT, engine = "127.0.0.1:1" } = settings;
  const host = spawn(process.execPath, [main, "--logtostderr", engine], {
    cwd,
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "engine-test-compile-cache") },
  });
  // Not SIGKILL: the host has to end the programs and packs that it has started.
  onTestFinished(() => endOf(host));
  let head = "";
  let printed = "";
  host.stderr.on("data", (data) => {
    printed += data;
  });
  const port = await new Promise<number>((resolve, reject) => {
    host.once("close", (code) => reject(new Error(`The host ended with ${code}: ${printed}`)));
    host.stdout.on("data", (data) => {
      if (head.includes("\n")) printed += data;
      else head += data;
      if (head.includes("\n")) resolve(Number(head.split("\n")[0]));
    });
  });
  const client = new services.LanguageRuntimeClient(`127.0.0.1:${port}`, credentials.createInsecure());
  onTestFinished(() => client.close());
  return { process: host, client, printed: () => printed };
}

type Callback<Response> = (error: ServiceError | null, response: Response) => void;

/** The overloads of a generated client method, all three: fewer would leave the response's type unknown. */
interface UnaryMethod<Request, Response> {
  (request: Request, callback: Callback<Response>): ClientUnaryCall;
  (request: Request, metadata: Metadata, callback: Callback<Response>): ClientUnaryCall;
  (request: Request, metadata: Metadata, options: Partial<CallOptions>, callback: Callback<Response>): ClientUnaryCall;
}

/** Calls a unary method and waits for its answer. */
export function answer<Request, Response>(
  client: services.LanguageRuntimeClient,
  method: UnaryMethod<Request, Response>,
  request: Request,
): Promise<Response> {
  const ask: (request: Request, callback: Callback<Response>) => ClientUnaryCall = method;
  return new Promise((resolve, reject) => {
    ask.call(client, request, (error, response) => (error ? reject(error) : resolve(response)));
  });
}

/** A plugin that runs through the host: its output so far, and its end. */
export interface RunningPlugin {
  readonly call: ClientReadableStream<messages.RunPluginResponse>;
  stdout(): string;
  stderr(): string;
  readonly exitCode: Promise<number>;
}

export function runPlugin({ client }: RunningHost, request: messages.RunPluginRequest): RunningPlugin {
  const call = client.runPlugin(request);
  let [stdout, stderr] = ["", ""];
  const exitCode = new Promise<number>((resolve, reject) => {
    call.on("data", (response: messages.RunPluginResponse) => {
      stdout += Buffer.from(response.getStdout_asU8());
      stderr += Buffer.from(response.getStderr_asU8());
      if (response.getOutputCase() === messages.RunPluginResponse.OutputCase.EXITCODE) resolve(response.getExitcode());
    });
    call.on("error", reject);
  });
  exitCode.catch(() => {}); // a cancelled call ends with an error that not every test waits for
  return { call, stdout: () => stdout, stderr: () => stderr, exitCode };
}

async function endOf(host: ChildProcess): Promise<void> {
  if (host.exitCode !== null || host.signalCode !== null) return;
  const ended = once(host, "exit");
  host.kill("SIGTERM");
  await ended;
}
