/** The call RunPlugin: policy packs and other plugins. */
import { ended } from "./children.mjs";
import { exitCodeOf, startPluginProcess } from "./pluginProcess.mjs";
import { runPolicyPack } from "./policyPack.mjs";

/** Answers RunPlugin: runs a policy pack or another plugin written for Node and streams its output back. */
export async function runPlugin(host, call) {
  const output = pluginOutput(host, call);
  try {
    const run = call.request.getKind() === "analyzer" ? runPolicyPack : runNodePlugin;
    output.exit(await run(host, call, output));
  } catch (error) {
    output.stderr(`${error instanceof Error ? error.message : error}\n`);
    output.exit(1);
  }
}

async function runNodePlugin(host, call, output) {
  const child = startPluginProcess(host, call, "run-plugin");
  child.stdout.on("data", output.stdout);
  child.stderr.on("data", output.stderr);
  return exitCodeOf(await ended(child));
}

function pluginOutput(host, call) {
  const response = () => new host.sdk.messages.RunPluginResponse();
  const send = (message) => call.cancelled || call.write(message);
  return {
    stdout: (data) => send(response().setStdout(Buffer.from(data))),
    stderr: (data) => send(response().setStderr(Buffer.from(data))),
    exit: (code) => {
      send(response().setExitcode(code));
      call.end();
    },
  };
}
