/** Embedded orgs in a process of their own, so that what they use is not counted: `node dev/bench/fleet/orgs.ts ID…`. Prints their URLs as one line of JSON, and ends when its standard input closes. */
import { SEED, seedOrg, startSimulator } from "../../../simulator/index.ts";

const orgs = await Promise.all(
  process.argv.slice(2).map((id) => {
    const seed = JSON.parse(JSON.stringify(seedOrg()).replaceAll(SEED.organizationId, id));
    return startSimulator({ seed });
  }),
);
console.log(JSON.stringify(orgs.map(({ url }) => url)));
const close = () => Promise.all(orgs.map((org) => org.close())).then(() => process.exit(0));
process.stdin.on("end", () => void close()).resume();
