/** The simulator for people: starts an org, prints what to paste, runs until Ctrl-C. */
import { type Simulator, startSimulator } from "./index.ts";
import { readOptions, USAGE, UsageError } from "./mainOptions.ts";
import { DataFileError } from "./org/orgFile.ts";
import { SEED } from "./seed.ts";

try {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") console.log(USAGE);
  else stopOnSignal(await announce(startSimulator(options)));
} catch (error) {
  process.exitCode = complain(error);
}

async function announce(starting: Promise<Simulator>): Promise<Simulator> {
  const simulator = await starting;
  const variables = Object.entries(simulator.environment).map(([name, value]) => `export ${name}=${value}`);
  console.log(`Genesys Cloud simulator: ${simulator.url} (organization ${SEED.organizationId})

${variables.join("\n")}

# An administrator in the console: client ${SEED.console.clientId}, secret ${SEED.console.clientSecret}
# Requests so far: ${simulator.url}/simulator/requests   The org: ${simulator.url}/simulator/org
# Stop with Ctrl-C.`);
  return simulator;
}

function stopOnSignal(simulator: Simulator): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void simulator.close());
}

/** Says what is wrong; returns the exit code: 2 for bad arguments, 1 for the rest. */
function complain(error: unknown): 1 | 2 {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${USAGE}`);
    return 2;
  }
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  if (code === "EADDRINUSE") console.error("The port is taken. Choose another with --port, or 0 for a free one.");
  else if (code === "EACCES" || code === "EADDRNOTAVAIL")
    console.error(`Cannot listen there (${code}). Choose another --port or --host.`);
  else if (error instanceof DataFileError || code !== undefined) console.error(message);
  else throw error;
  return 1;
}
