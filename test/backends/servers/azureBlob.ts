import { createHmac } from "node:crypto";
import { ensureServer } from "../../../dev/backends/install.ts";
import { SERVERS } from "../../../dev/backends/server.ts";
import { freePort } from "../../support/freePort.ts";
import type { Store } from "../store.ts";
import { startServer } from "./startServer.ts";

/** The account and the key that Azurite has from its documentation: public, and the same everywhere. */
const ACCOUNT = "devstoreaccount1";
const KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
const VERSION = "2021-12-02";

/** A container of Azure Blob Storage: Azurite, which checks the signature of each request. */
export async function azureBlob(): Promise<Store> {
  const program = await ensureServer(SERVERS.azurite);
  const port = await freePort();
  const place = ["--blobHost", "127.0.0.1", "--blobPort", String(port), "--skipApiVersionCheck", "--disableTelemetry"];
  const server = await startServer(port, (dir) => [process.execPath, program, ...place, "--location", dir, "--silent"]);
  await createContainer(port, "state");
  return {
    env: {
      PULUMI_BACKEND_URL: `azblob://state?protocol=http&domain=127.0.0.1:${server.far.port}&localemu=true`,
      AZURE_STORAGE_ACCOUNT: ACCOUNT,
      AZURE_STORAGE_KEY: KEY,
    },
    contents: server.contents,
    secrets: [KEY],
    close: server.close,
  };
}

/** The engine makes no container. The request is signed by "Shared Key", as Microsoft documents it. */
async function createContainer(port: number, name: string): Promise<void> {
  const date = new Date().toUTCString();
  const headers = `x-ms-date:${date}\nx-ms-version:${VERSION}`;
  const text = `PUT${"\n".repeat(12)}${headers}\n/${ACCOUNT}/${ACCOUNT}/${name}\nrestype:container`;
  const signature = createHmac("sha256", Buffer.from(KEY, "base64")).update(text).digest("base64");
  const response = await fetch(`http://127.0.0.1:${port}/${ACCOUNT}/${name}?restype=container`, {
    method: "PUT",
    headers: { "x-ms-date": date, "x-ms-version": VERSION, authorization: `SharedKey ${ACCOUNT}:${signature}` },
  });
  if (response.status !== 201) throw new Error(`No container: ${response.status} ${await response.text()}`);
}
