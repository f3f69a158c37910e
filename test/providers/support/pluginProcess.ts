import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import structs from "google-protobuf/google/protobuf/struct_pb.js";

const PROJECT = join(import.meta.dirname, "../../..");
type Props = Record<string, unknown>;

/** The real plugin process of dynamic providers, driven as the engine drives it. */
export interface PluginProcess {
  configure(config: Record<string, string>): Promise<void>;
  check(olds: Props, news: Props): Promise<{ inputs: Props; failures: string[] }>;
  diff(
    id: string,
    olds: Props,
    news: Props,
  ): Promise<{ changes: number; replaces: string[]; deleteBeforeReplace: boolean }>;
  create(props: Props): Promise<{ id: string; props: Props }>;
  read(id: string, props: Props): Promise<{ id: string; props: Props; inputs: Props }>;
  update(id: string, olds: Props, news: Props): Promise<Props>;
  delete(id: string, props: Props): Promise<void>;
  /** Everything that the process printed, stdout and stderr. */
  printed(): string;
  stop(): Promise<void>;
}

export async function startPluginProcess(): Promise<PluginProcess> {
  const main = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/dynamic-provider");
  const { GENESYSCLOUD_REGION: _, ...env } = process.env;
  const child = spawn(process.execPath, [main, "127.0.0.1:1"], {
    cwd: PROJECT,
    env: { ...env, PULUMI_NODEJS_PROJECT: "genesys-access", PULUMI_NODEJS_STACK: "test" },
  });
  let text = "";
  child.stderr.on("data", (data) => {
    text += data;
  });
  const port = await firstLine(child, (line) => {
    text += `${line}\n`;
  });
  const client = new services.ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  return {
    ...stepsOf(client),
    printed: () => text,
    stop: async () => {
      client.close();
      const exited = once(child, "exit");
      child.kill();
      await exited;
    },
  };
}

async function firstLine(child: ChildProcessWithoutNullStreams, onOther: (line: string) => void): Promise<string> {
  const lines = createInterface(child.stdout);
  const [port] = (await Promise.race([
    once(lines, "line"),
    once(child, "exit").then(() => Promise.reject(new Error("the plugin process ended before it told its port"))),
  ])) as [string];
  lines.on("line", onOther);
  return port;
}

function stepsOf(client: services.ResourceProviderClient): Omit<PluginProcess, "printed" | "stop"> {
  return {
    configure: async (config) => {
      const request = new messages.ConfigureRequest();
      request.setArgs(struct(config));
      await call<messages.ConfigureResponse>((done) => client.configure(request, done));
    },
    check: async (olds, news) => {
      const request = new messages.CheckRequest();
      request.setOlds(struct(olds));
      request.setNews(struct(news));
      const answer = await call<messages.CheckResponse>((done) => client.check(request, done));
      return {
        inputs: plain(answer.getInputs()),
        failures: answer.getFailuresList().map((failure) => failure.getProperty()),
      };
    },
    diff: async (id, olds, news) => {
      const request = new messages.DiffRequest();
      request.setId(id);
      request.setOlds(struct(olds));
      request.setNews(struct(news));
      const answer = await call<messages.DiffResponse>((done) => client.diff(request, done));
      return {
        changes: answer.getChanges(),
        replaces: answer.getReplacesList(),
        deleteBeforeReplace: answer.getDeletebeforereplace(),
      };
    },
    create: async (props) => {
      const request = new messages.CreateRequest();
      request.setProperties(struct(props));
      const answer = await call<messages.CreateResponse>((done) => client.create(request, done));
      return { id: answer.getId(), props: plain(answer.getProperties()) };
    },
    read: async (id, props) => {
      const request = new messages.ReadRequest();
      request.setId(id);
      request.setProperties(struct(props));
      const answer = await call<messages.ReadResponse>((done) => client.read(request, done));
      return { id: answer.getId(), props: plain(answer.getProperties()), inputs: plain(answer.getInputs()) };
    },
    update: async (id, olds, news) => {
      const request = new messages.UpdateRequest();
      request.setId(id);
      request.setOlds(struct(olds));
      request.setNews(struct(news));
      const answer = await call<messages.UpdateResponse>((done) => client.update(request, done));
      return plain(answer.getProperties());
    },
    delete: async (id, props) => {
      const request = new messages.DeleteRequest();
      request.setId(id);
      request.setProperties(struct(props));
      await call<unknown>((done) => client.delete(request, done));
    },
  };
}

/** The object that a failed step left behind, as the engine finds it; undefined when it left none. */
export function remainsOf(failure: ServiceError): { id: string; props: Props; reasons: string[] } | undefined {
  const [details] = failure.metadata.get("grpc-status-details-bin");
  if (!(details instanceof Buffer)) return undefined;
  // A google.rpc.Status with one Any; the message is found by its type's name, which stands right before it.
  const name = Buffer.from("pulumirpc.ErrorResourceInitFailed");
  const after = details.indexOf(name) + name.length;
  const body = details.subarray(after + 1);
  const [length, start] = varint(body);
  const init = messages.ErrorResourceInitFailed.deserializeBinary(body.subarray(start, start + length));
  return { id: init.getId(), props: plain(init.getProperties()), reasons: init.getReasonsList() };
}

function varint(bytes: Buffer): [value: number, length: number] {
  let value = 0;
  for (let index = 0; ; index++) {
    const byte = bytes[index] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return [value, index + 1];
  }
}

function call<T>(send: (done: (error: ServiceError | null, answer: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    send((error, answer) => (error === null ? resolve(answer) : reject(error)));
  });
}

function struct(values: Props): structs.Struct {
  return structs.Struct.fromJavaScript(values as Parameters<typeof structs.Struct.fromJavaScript>[0]);
}

function plain(values: structs.Struct | undefined): Props {
  return values?.toJavaScript() ?? {};
}
