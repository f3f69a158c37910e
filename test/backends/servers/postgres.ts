import { startPostgres } from "../../support/postgres.ts";
import { slowly } from "../slowly.ts";
import { LATENCY_MS, type Store } from "../store.ts";

/** A database of PostgreSQL, by Debian's package. */
export async function postgres(): Promise<Store> {
  const database = await startPostgres();
  const far = await slowly(database.port, LATENCY_MS);
  return {
    env: { PULUMI_BACKEND_URL: database.url.replace(`:${database.port}/`, `:${far.port}/`) },
    contents: async () => {
      const rows = await database.query(
        "select key || ' ' || convert_from(decode(data->>'data', 'base64'), 'UTF8') from pulumi_state",
      );
      return rows.join("\n");
    },
    secrets: [database.password],
    close: async () => {
      await far.close();
      await database.close();
    },
  };
}
