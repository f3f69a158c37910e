import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ensureServer } from "../../../dev/backends/install.ts";
import { SERVERS } from "../../../dev/backends/server.ts";
import { freePort } from "../../support/freePort.ts";
import type { Store } from "../store.ts";
import { startServer } from "./startServer.ts";

const TOKEN = "the-access-token-of-the-bucket";

/** A bucket of Google Cloud Storage: fake-gcs-server, which takes every token. */
export async function googleStorage(): Promise<Store> {
  const program = await ensureServer(SERVERS["fake-gcs-server"]);
  const port = await freePort();
  const server = await startServer(port, (dir, farPort) => {
    mkdirSync(join(dir, "state")); // its folders are buckets
    // It serves the content of objects to the host that it knows by name alone.
    const host = ["-host", "127.0.0.1", "-port", String(port), "-public-host", `127.0.0.1:${farPort}`];
    const place = ["-scheme", "http", ...host];
    return [program, ...place, "-backend", "filesystem", "-filesystem-root", dir];
  });
  return {
    env: {
      PULUMI_BACKEND_URL: "gs://state",
      STORAGE_EMULATOR_HOST: `127.0.0.1:${server.far.port}`,
      GOOGLE_OAUTH_ACCESS_TOKEN: TOKEN,
    },
    contents: server.contents,
    secrets: [TOKEN],
    close: server.close,
  };
}
