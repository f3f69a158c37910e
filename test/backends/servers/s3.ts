import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ensureServer } from "../../../dev/backends/install.ts";
import { SERVERS } from "../../../dev/backends/server.ts";
import { freePort } from "../../support/freePort.ts";
import type { Store } from "../store.ts";
import { startServer } from "./startServer.ts";
import { transit } from "./transit.ts";

const KEY = "pulumi";
const SECRET = "the-secret-key-of-the-bucket";

/** A bucket of S3: versitygw, which checks the signature of each request. The keys that encrypt secrets are elsewhere, as with a cloud's key service. */
export async function s3(): Promise<Store> {
  const program = await ensureServer(SERVERS.versitygw);
  const port = await freePort();
  const server = await startServer(port, (dir) => {
    mkdirSync(join(dir, "state")); // its folders are buckets
    return [program, "--access", KEY, "--secret", SECRET, "--port", `127.0.0.1:${port}`, "--quiet", "posix", dir];
  });
  const keys = await transit();
  return {
    env: {
      ...keys.env,
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_BACKEND_URL: `s3://state?endpoint=http://127.0.0.1:${server.far.port}&s3ForcePathStyle=true`,
      AWS_ACCESS_KEY_ID: KEY,
      AWS_SECRET_ACCESS_KEY: SECRET,
      AWS_REGION: "us-east-1",
    },
    contents: server.contents,
    secrets: [SECRET, keys.token],
    secretsProvider: "hashivault://states",
    close: async () => {
      await server.close();
      await keys.close();
    },
  };
}
