/** The session of the plugin process: made once from the configuration that the engine sends. */
import { printable } from "../access/values/untrusted.ts";
import { watchEngine } from "./engineWatch.ts";
import { type ConfigReader, type Connection, ConnectionError, resolveConnection } from "./genesys/connection.ts";
import { type Session, sessionFor } from "./genesys/session.ts";
import type { SessionSource } from "./handler.ts";

/**
 * The process caches a provider before its `configure` has ended, so that parallel first calls may come before it: every call waits
 * here. The connection is resolved at first use, not in `configure`: check and diff need no credentials.
 */
export function makeSessionSource(env: NodeJS.ProcessEnv = process.env): SessionSource {
  const configured = Promise.withResolvers<ConfigReader>();
  let beforeWrite: (() => Promise<void>) | undefined;
  return {
    configure: ({ config }) => {
      beforeWrite ??= watchEngine(process.argv[2]);
      configured.resolve(config);
    },
    open: async (): Promise<Session> => {
      // The engine shows lines on stdout of this process as information.
      const tell = (text: string) => console.info(printable(text));
      const connection = connectionOf(await configured.promise, env);
      return sessionFor(connection, { onLongWait: tell, tell, ...(beforeWrite && { beforeWrite }) });
    },
  };
}

const RECORDED =
  "A refresh and a destroy get the settings of the last update: where these were set since then, run `pulumi up` once without --refresh, or give them in the environment.";

/** The engine gives a provider that refreshes or destroys the settings that the last update had, and none that came later. */
function connectionOf(config: ConfigReader, env: NodeJS.ProcessEnv): Connection {
  try {
    return resolveConnection(config, env);
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    throw new ConnectionError([...error.lacks, RECORDED]);
  }
}
