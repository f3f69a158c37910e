/** Starts the org's process and talks to it, so that its CPU and memory are never counted as those of a run. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { deployerEnvironment, type RequestLogEntry, type Switches } from "../../../simulator/index.ts";
import { onEnd } from "./cleanup.ts";

export interface OrgProcess {
  /** Environment that leads a deployer to it. */
  readonly connection: NodeJS.ProcessEnv;
  /** Every request so far, logins included. */
  requests(): Promise<readonly RequestLogEntry[]>;
  switch(switches: Partial<Switches>): Promise<void>;
  close(): Promise<void>;
}

/** An org with that many users beside those of the seed. */
export async function startOrg(users: number): Promise<OrgProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "org.ts"), String(users)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const forget = onEnd(() => child.kill());
  const [url] = (await once(createInterface(child.stdout), "line")) as [string];
  return {
    connection: deployerEnvironment(url),
    requests: async () => (await (await fetch(`${url}/simulator/requests`)).json()) as RequestLogEntry[],
    switch: async (switches) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`${url}/simulator/switches`, {
        method: "PUT",
        headers,
        body: JSON.stringify(switches),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    close: async () => {
      const closed = once(child, "exit");
      child.stdin.end();
      await closed;
      forget();
    },
  };
}
