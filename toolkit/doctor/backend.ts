/** The backend that keeps the state, and the protection of the secrets in it. Pulumi itself is not asked: a login may wait for a person. */
import { existsSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { Backend } from "../pulumi/backend.ts";
import { withoutCredentials } from "../pulumi/urlCredentials.ts";
import { type Check, missing, ok, warn } from "./model.ts";

export function backendCheck(backend: Backend | undefined, root: string): Check {
  if (!backend)
    return missing(
      "backend",
      "Nothing says where the state is kept.",
      "Set PULUMI_BACKEND_URL, write `backend: { url: … }` into Pulumi.yaml, or run `npx pulumi login`.",
    );
  const { url, source } = backend;
  const text = `${shownUrl(url)} (${source})`;
  if (!url.startsWith("file://")) return ok("backend", text);
  const path = url.slice("file://".length).split("?")[0] ?? "";
  const folder = resolve(root, path.startsWith("~") ? join(homedir(), path.slice(1)) : decoded(path));
  if (!existsSync(folder)) {
    return missing(
      "backend",
      `${text}: there is no folder ${folder}.`,
      "Create it with `mkdir -m 700`: Pulumi does not.",
    );
  }
  // Pulumi writes states with the rights of the umask, so that the folder above them is what keeps others out.
  return isOpenToOthers(folder)
    ? warn("backend", `${text}: other users of this machine may enter ${folder}.`, `Run \`chmod 700 ${folder}\`.`)
    : ok("backend", text);
}

/** Windows has no such rights. */
function isOpenToOthers(folder: string): boolean {
  return process.platform !== "win32" && (statSync(folder).mode & 0o077) !== 0;
}

/** Neither user and password nor what follows the question mark: it may hold keys. */
function shownUrl(url: string): string {
  return withoutCredentials(url).replace(/\?.*$/s, "?…");
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The check of the passphrase. `provider` is the `secretsprovider:` of the stack's own file. */
export function passphraseCheck(
  provider: string | undefined,
  backend: Backend | undefined,
  env: NodeJS.ProcessEnv,
): Check {
  const id = "passphrase";
  if (provider !== undefined && provider !== "passphrase" && provider !== "default")
    return ok(id, `Secrets in the state are encrypted by ${shownUrl(provider)}.`);
  if (backend && /^https?:/.test(backend.url))
    return ok(id, `${shownUrl(backend.url)} encrypts the secrets in the state.`);
  const passphrase = env["PULUMI_CONFIG_PASSPHRASE"];
  if (passphrase === "")
    return warn(id, "PULUMI_CONFIG_PASSPHRASE is empty: whoever has the state has its secrets.", "Set one.");
  if (passphrase !== undefined) return ok(id, "PULUMI_CONFIG_PASSPHRASE is set.");
  const file = env["PULUMI_CONFIG_PASSPHRASE_FILE"];
  if (file)
    return existsSync(file)
      ? ok(id, "PULUMI_CONFIG_PASSPHRASE_FILE is set.")
      : missing(id, `PULUMI_CONFIG_PASSPHRASE_FILE names ${file}, which is not there.`, "Correct it.");
  return missing(
    id,
    "Nothing protects the secrets in the state yet.",
    "Set PULUMI_CONFIG_PASSPHRASE, or create the stack with `--secrets-provider` and a key of a key management service.",
  );
}
