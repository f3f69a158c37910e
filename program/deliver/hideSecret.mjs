// @ts-check
/**
 * The interpreter of deliveries, `genesys-cloud-access/deliver`. Runs the shell command of the last argument with the secret of standard input, and
 * prints what it prints, without the secret: a command that fails has its output in Pulumi's error message (pulumi-command, local `run`), and some
 * tools print what they read when they fail. The command gets what environment.mjs names of the environment of the run, and nothing else.
 */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { environmentOfCommand } from "./environment.mjs";

const MASK = "[secret]";

const secret = await text(process.stdin);
const { environment, unset } = environmentOfCommand(process.env, process.platform);
const child = spawn(process.argv.at(-1) ?? "", { shell: true, stdio: "pipe", env: environment });
// A command need not read its input; the pipe then breaks.
child.stdin.on("error", () => undefined);
child.stdin.end(secret);
/** @type {Promise<number>} */
const ended = new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
process.stdout.write(masked(out));
process.stderr.write(masked(err));
if (code !== 0 && unset.length > 0) {
  process.stderr.write(`\ndeliver.env names ${unset.join(", ")}, and the environment of this run does not have it.\n`);
}
process.exitCode = code;

/** @param {string} printed */
function masked(printed) {
  const forms = [secret, Buffer.from(secret).toString("base64"), encodeURIComponent(secret)];
  return forms.filter((form) => form !== "").reduce((shown, form) => shown.replaceAll(form, MASK), printed);
}
