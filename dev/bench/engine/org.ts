/** The embedded org in a process of its own: `node dev/bench/engine/org.ts USERS`. Prints its URL and ends when its standard input closes. */
import { randomUUID } from "node:crypto";
import { SEED, seedOrg, startSimulator } from "../../../simulator/index.ts";

const users = Array.from({ length: Number(process.argv[2] ?? 0) }, (_, index) => ({
  id: randomUUID(),
  name: `User ${index}`,
  email: `user-${index}@contoso.example`,
  title: "Agent",
  department: "Operations",
  divisionId: SEED.divisions.Home,
}));
const seed = seedOrg();
const org = await startSimulator({ seed: { ...seed, users: [...seed.users, ...users] } });
console.log(org.url);
process.stdin.on("end", () => void org.close().then(() => process.exit(0))).resume();
