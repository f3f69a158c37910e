/** One hostile answer over real HTTP: the client, and the consumer's token cache where the login is hostile, each with its time and memory measured. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { GenesysClient } from "../../../providers/genesys/client.ts";
import { Secret } from "../../../providers/genesys/secret.ts";
import { masked } from "../../../token/masked.ts";
import { TokenCache } from "../../../token/tokenCache.ts";
import { CREDENTIALS, goodApi, goodLogin, type Hostile, TOKEN } from "./hostile.ts";
import { readRoles } from "./table.ts";

export interface Measured {
  readonly ms: number;
  /** Growth of the process's largest size. */
  readonly mebibytes: number;
  /** Seconds that would have been waited. */
  readonly paused: number;
  readonly problems: readonly string[];
}

const LONGEST_MS = 15_000;
const MOST_MEBIBYTES = 700;
const LONGEST_ERROR = 5000;
const SIGN_OF_LIFE_MS = 2000;

export async function runHostile(hostile: Hostile): Promise<Measured> {
  const server = await startServer(hostile);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const begin = { at: performance.now(), size: process.resourceUsage().maxRSS };
  let paused = 0;
  const sleep = async (milliseconds: number) => {
    paused += milliseconds / 1000;
    if (!(milliseconds >= 0)) throw new RangeError(`a pause of ${milliseconds} ms`);
  };
  try {
    const client = new GenesysClient(
      {
        apiUrl: url,
        loginUrl: url,
        clientId: CREDENTIALS.clientId,
        clientSecret: new Secret(CREDENTIALS.clientSecret),
      },
      { timeoutMs: hostile.signOfLifeMs ?? SIGN_OF_LIFE_MS, sleep },
    );
    const problems = judge(await told(() => (hostile.ask ?? readRoles)(client)), hostile.reads);
    if (hostile.login !== undefined && (hostile.reads === undefined || hostile.consumerReads !== undefined)) {
      const tokens = new TokenCache({ loginUrl: url, credentials: () => CREDENTIALS, sleep });
      problems.push(
        ...judge(await told(() => tokens.token()), hostile.consumerReads).map((it) => `token cache: ${it}`),
      );
    }
    const ms = performance.now() - begin.at;
    const mebibytes = (process.resourceUsage().maxRSS - begin.size) / 1024;
    if (ms > LONGEST_MS) problems.push(`took ${Math.round(ms)} ms`);
    if (mebibytes > MOST_MEBIBYTES) problems.push(`took ${Math.round(mebibytes)} MiB`);
    if (paused > (hostile.pauses ?? 0) || paused < (hostile.leastPauses ?? 0)) problems.push(`paused for ${paused} s`);
    return { ms, mebibytes, paused, problems };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function startServer({ login = goodLogin, api = goodApi }: Hostile): Promise<Server> {
  const turns = { login: 0, api: 0 };
  const server = createServer((request, response) => {
    response.on("error", () => undefined);
    request.resume();
    if (request.url === "/oauth/token") login(request, response, ++turns.login);
    else api(request, response, ++turns.api);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** The error of the work; undefined where it succeeded. */
function told(work: () => Promise<unknown>): Promise<unknown> {
  return work().then(
    () => undefined,
    (error: unknown) => error ?? "nothing",
  );
}

function judge(error: unknown, reads: string | RegExp | undefined): string[] {
  if (error === undefined) return reads === undefined ? [] : ["no error"];
  if (!(error instanceof Error)) return ["an error that is none"];
  const { name, message } = error;
  const problems: string[] = [];
  if (reads === undefined) problems.push("an error where the run should go on");
  else if (typeof reads === "string" ? !message.includes(reads) : !reads.test(message)) problems.push("other words");
  if (!["GenesysApiError", "TokenError"].includes(name)) problems.push(`not an error for a person: ${name}`);
  if (message.length > LONGEST_ERROR) problems.push(`a text of ${message.length} characters`);
  if (/[\p{Cc}\p{Cf}]/u.test(message)) problems.push("a text that moves the cursor");
  const secrets = [CREDENTIALS.clientSecret, TOKEN];
  if (masked(`${message} ${error.stack}`, secrets) !== `${message} ${error.stack}`)
    problems.push("a secret in the text");
  return problems.length === 0 ? [] : [...problems, `it says: ${message.slice(0, 300)}`];
}
