/** A reading of the large hostile org, over real HTTP. */
import type { Snapshot } from "../../access/snapshot/model.ts";
import { readSnapshot } from "../../providers/genesys/snapshot/readSnapshot.ts";
import { orgUnderTest } from "../providers/support/orgUnderTest.ts";
import { hostileOrg } from "./hostileOrg.ts";

export async function hostileSnapshot(): Promise<Snapshot> {
  const org = await orgUnderTest({ seed: hostileOrg(), timeoutMs: 20_000 });
  try {
    return await readSnapshot(org.newRun(), { tool: "genesys-access 0.0.0", apiUrl: "http://127.0.0.1:1" });
  } finally {
    await org.close();
  }
}
