/** The call RunPlugin for a policy pack: the pack behind a proxy. */
import { ended } from "./children.mjs";
import { exitCodeOf, pluginDirectory, resolvePluginCommand, startPluginProcess } from "./pluginProcess.mjs";
import { configVariables } from "./runProgram.mjs";

/**
 * Runs a Node policy pack behind a small proxy.
 *
 * The engine names project, stack and config only in ConfigureStack, after the pack is up; a Node pack
 * wants them in its environment when it starts (`new pulumi.Config()` at the top of a pack). So the engine
 * is given the proxy's port, and the pack starts with the first call that is not Handshake. All calls
 * pass through as bytes. The vendor's host does the same (sdk/policy_proxy.go).
 *
 * @returns the pack's exit code
 */
export async function runPolicyPack(host, call, output) {
  resolvePluginCommand(call.request, "run-policy-pack"); // before the port: the engine then says what to install
  const pack = new PolicyPack(host, call, output);
  const port = await pack.listen();
  output.stdout(`${port}\n`);
  return pack.exitCode;
}

const UNLIMITED_MESSAGES = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

class PolicyPack {
  #host;
  #call;
  #output;
  #server;
  #client;
  #finish;

  constructor(host, call, output) {
    this.#host = host;
    this.#call = call;
    this.#output = output;
    this.exitCode = new Promise((resolve) => {
      this.#finish = resolve;
    });
    // Calls that wait for a pack which has just ended are still to be answered with that.
    this.exitCode.then(() => this.#server?.tryShutdown(() => {}));
    call.once("cancelled", () => this.#finish(0));
  }

  listen() {
    const { grpc, analyzerServices } = this.#host.sdk;
    const methods = Object.entries(analyzerServices.AnalyzerService);
    const bytes = (value) => value;
    const rawService = Object.fromEntries(
      methods.map(([name, method]) => [name, { ...method, requestDeserialize: bytes, responseSerialize: bytes }]),
    );
    this.#server = new grpc.Server(UNLIMITED_MESSAGES);
    this.#server.addService(
      rawService,
      Object.fromEntries(methods.map(([name, method]) => [name, this.#handler(name, method)])),
    );
    return new Promise((resolve, reject) => {
      this.#server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve(port),
      );
    });
  }

  #handler(name, method) {
    if (name === "handshake") return (_call, callback) => callback(null, Buffer.alloc(0));
    return async (call, callback) => {
      try {
        const environment = name === "configureStack" ? this.#stackEnvironment(call.request) : {};
        this.#client ??= this.#start(environment);
        const client = await this.#client;
        const bytes = (value) => value;
        client.makeUnaryRequest(method.path, bytes, bytes, call.request, callback);
      } catch (error) {
        callback({ code: 2, details: error instanceof Error ? error.message : String(error) });
      }
    };
  }

  #stackEnvironment(bytes) {
    const request = this.#host.sdk.analyzerMessages.AnalyzerStackConfigureRequest.deserializeBinary(bytes);
    return {
      ...configVariables(request.getConfigMap(), request.getConfigSecretKeysList()),
      PULUMI_NODEJS_ORGANIZATION: request.getOrganization(),
      PULUMI_NODEJS_PROJECT: request.getProject(),
      PULUMI_NODEJS_STACK: request.getStack(),
      PULUMI_NODEJS_DRY_RUN: String(request.getDryRun()),
    };
  }

  /** Starts the pack and resolves with a client once it has printed its port. */
  #start(environment) {
    const child = startPluginProcess(this.#host, this.#call, "run-policy-pack", {
      cwd: pluginDirectory(this.#call.request), // @pulumi/policy takes the pack's version from package.json there
      env: environment,
    });
    child.stderr.on("data", this.#output.stderr);
    const outcome = ended(child).then(exitCodeOf);
    outcome.then(this.#finish);
    return new Promise((resolve, reject) => {
      outcome.then((code) => reject(new Error(`The policy pack ended with exit code ${code} before it was ready.`)));
      onPort(child.stdout, this.#output.stdout, (port) => resolve(this.#connect(port)));
    });
  }

  #connect(port) {
    const { grpc } = this.#host.sdk;
    return new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), UNLIMITED_MESSAGES);
  }
}

/** Finds the line with the port; what a pack prints before or after it is shown to the user. */
function onPort(stdout, show, found) {
  /** @type {string | undefined} */
  let head = "";
  stdout.on("data", (data) => {
    if (head === undefined) return show(data);
    head += data;
    const match = /^(\d+)\r?\n/m.exec(head);
    if (match === null) return undefined;
    const rest = head.replace(match[0], "");
    head = undefined;
    if (rest) show(rest);
    return found(match[1]);
  });
  stdout.on("end", () => head && show(head));
}
