// Installs the servers of `npm run test:backends`. With --installed it only asks: exit code 0 where all of them are there, 1 where one is missing.

import { ensureServer } from "./install.ts";
import { installed, SERVERS } from "./server.ts";

const servers = Object.values(SERVERS);
if (process.argv.includes("--installed")) {
  process.exitCode = servers.every((server) => installed(server, process.env) !== undefined) ? 0 : 1;
} else {
  // One after the other: each build uses every processor.
  for (const server of servers) console.log(`${server.name} ${server.version}: ${await ensureServer(server)}`);
}
