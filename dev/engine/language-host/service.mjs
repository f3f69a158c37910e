/** The service pulumirpc.LanguageRuntime, by which the engine talks to this host. */
import { installDependencies } from "./installDependencies.mjs";
import { aboutNode, programDependencies } from "./projectInfo.mjs";
import { runPlugin } from "./runPlugin.mjs";
import { runProgram } from "./runProgram.mjs";

/** The engine's own limit for a message: stack state and policy requests can be large. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/** Serves pulumirpc.LanguageRuntime on a free loopback port. */
export async function serveLanguageRuntime(host) {
  const { grpc, services } = host.sdk;
  const server = new grpc.Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
  server.addService(services.LanguageRuntimeService, languageRuntime(host));
  const port = await new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  const close = async () => {
    host.children.endAll();
    server.forceShutdown();
  };
  return { port, close };
}

function languageRuntime(host) {
  const { messages, empty, plugin, version } = host.sdk;
  return {
    handshake: unary((request) => {
      host.engineAddress = request.getEngineAddress() || host.engineAddress;
      return new messages.LanguageHandshakeResponse();
    }),
    getPluginInfo: unary(() => new plugin.PluginInfo().setVersion(version)),
    // Dynamic providers come with the SDK, and the engine fetches any other plugin when it first needs it.
    getRequiredPackages: unary(() => new messages.GetRequiredPackagesResponse()),
    getRequiredPlugins: unary(() => new messages.GetRequiredPluginsResponse()),
    getProgramDependencies: unary((request) => programDependencies(host, request)),
    about: unary(() => aboutNode(host)),
    runtimeOptionsPrompts: unary(() => new messages.RuntimeOptionsResponse()),
    run: unary((request) => runProgram(host, request)),
    runPlugin: (call) => runPlugin(host, call),
    installDependencies: (call) => installDependencies(host, call),
    cancel: unary(() => {
      host.children.endAll();
      return new empty.Empty();
    }),
  };
}

/** A handler that answers with what `answer` returns; an error goes to the engine as its message alone. */
function unary(answer) {
  return async (call, callback) => {
    try {
      callback(null, await answer(call.request));
    } catch (error) {
      callback({ code: 2, details: error instanceof Error ? error.message : String(error) });
    }
  };
}
