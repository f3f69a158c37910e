// @ts-check
/**
 * The environment of a delivery command. It is a list of what is let in: a deployment has credentials of many tools in its environment, and a list
 * of what is kept out would never be complete.
 */

/** What @pulumi/command sets for each delivery (program/deliver.ts). */
const OWN = ["CLIENT_ID", "CLIENT_KEY", "GENERATION", "ORGANIZATION_ID"];

/** Programs are found by PATH; HOME has the logins of the user's own tools; the others say where temporary files go and how text is encoded. */
const SHELL = ["PATH", "HOME", "TMPDIR", "LANG", "LC_ALL"];

/** The same for Windows, where no process starts without SystemRoot, and the shell finds programs by PATHEXT. */
const WINDOWS_SHELL = ["PATH", "PATHEXT", "ComSpec", "SystemRoot", "SystemDrive", "USERPROFILE", "HOME", "TEMP", "TMP"];

/** The names that the spec's `deliver.env` adds, with commas between. */
const PASSED_VARIABLES = "GENESYS_ACCESS_DELIVER_ENV";

/** Passphrase, access token and config of Pulumi (decrypted secrets among them), and the credentials that deploy: never, whatever the list says. */
const DEPLOYERS_OWN = /^(PULUMI_|GENESYSCLOUD_)/i;

/**
 * @param {Readonly<Record<string, string | undefined>>} run the environment of the interpreter
 * @param {NodeJS.Platform} platform
 * @returns {{ environment: Record<string, string>, unset: string[] }} `unset`: names of the list that the run does not have
 */
export function environmentOfCommand(run, platform) {
  const shell = platform === "win32" ? WINDOWS_SHELL : SHELL;
  const asked = (run[PASSED_VARIABLES] ?? "").split(",").filter((name) => name !== "" && !DEPLOYERS_OWN.test(name));
  /** @type {Record<string, string>} */
  const environment = {};
  for (const name of [...shell, ...OWN, ...asked]) {
    const value = run[name];
    // A plain object has more than its variables: a name such as `constructor` is no text there.
    if (typeof value === "string") environment[name] = value;
  }
  return { environment, unset: asked.filter((name) => !Object.hasOwn(environment, name)) };
}
