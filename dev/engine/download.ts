/** The first way of getting a CLI: the vendor's download. */
import { join } from "node:path";
import { runChild } from "./child.ts";
import { heartbeat } from "./heartbeat.ts";
import type { Preparation, Prepared } from "./preparation.ts";
import { ENGINE_VERSION } from "./version.ts";

/** The wrapper itself would wait much longer for a connection that a firewall swallows. */
const CONNECTION_LIMIT_MS = 20_000;
/** The release is about 100 MB. */
const DOWNLOAD_LIMIT_MS = 15 * 60_000;

/**
 * Downloads the vendor's release into `stage` by running the `pulumi` npm package itself: its install script
 * decides what is fetched and from where. The release brings its own language hosts.
 */
export async function download({ stage, env, log, wrapper }: Preparation): Promise<Prepared> {
  log(`Downloading the Pulumi CLI ${ENGINE_VERSION} from get.pulumi.com.`);
  const stop = heartbeat(log, () => "still downloading");
  const outcome = await runChild(process.execPath, [wrapper, "version"], {
    env: {
      ...env,
      PULUMI_HOME: stage,
      PULUMI_VERSION: ENGINE_VERSION,
      PULUMI_SKIP_UPDATE_CHECK: "1",
      NODE_USE_ENV_PROXY: "1", // Node's fetch takes HTTPS_PROXY only when told so
    },
    limit: DOWNLOAD_LIMIT_MS,
    // The wrapper prints its own "Downloading" line before it connects; the install script's output comes after.
    signOfLife: { within: CONNECTION_LIMIT_MS, isSign: (line) => !line.startsWith("Downloading pulumi") },
  }).finally(stop);
  if (outcome.ok) return { ok: true, folder: join(stage, "versions", ENGINE_VERSION) };
  const said = outcome.said.split("\n").filter((line) => !line.startsWith("Downloading pulumi"));
  return { ok: false, said: said.join("\n") };
}
