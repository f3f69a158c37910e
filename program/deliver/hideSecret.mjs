// @ts-check
/**
 * The interpreter of deliveries, `genesys-cloud-access/deliver`. Runs the shell command of the last argument with the secret of standard input, and
 * prints what it prints, without the secret: a command that fails has its output in Pulumi's error message (pulumi-command, local `run`), and some
 * tools print what they read when they fail. The command gets the environment of the run without what only Pulumi and the deployer need.
 */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

const MASK = "[secret]";
/** Passphrase, access token and config of Pulumi (decrypted secrets among them), and the credentials that deploy. */
const NOT_FOR_COMMANDS = /^(PULUMI_|GENESYSCLOUD_)/i;

const secret = await text(process.stdin);
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_FOR_COMMANDS.test(name)));
const child = spawn(process.argv.at(-1) ?? "", { shell: true, stdio: "pipe", env: environment });
// A command need not read its input; the pipe then breaks.
child.stdin.on("error", () => undefined);
child.stdin.end(secret);
/** @type {Promise<number>} */
const ended = new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
process.stdout.write(masked(out));
process.stderr.write(masked(err));
process.exitCode = code;

/** @param {string} printed */
function masked(printed) {
  const forms = [secret, Buffer.from(secret).toString("base64"), encodeURIComponent(secret)];
  return forms.filter((form) => form !== "").reduce((shown, form) => shown.replaceAll(form, MASK), printed);
}
