/** Run in a fresh process: asks every table of the catalogue one question, and prints what the first answers cost. */
import { actionClass } from "../../access/catalogue/actions.ts";
import { matchOperation } from "../../access/catalogue/operations.ts";
import { permissionExists } from "../../access/catalogue/permissions.ts";
import { scopeExists } from "../../access/catalogue/scopes.ts";

const before = process.memoryUsage().rss;
const begin = performance.now();
const answers = [
  permissionExists("routing:queue:view"),
  scopeExists("routing:readonly"),
  actionClass("view") === "read",
  matchOperation("GET", "/api/v2/routing/queues") !== undefined,
];
const milliseconds = performance.now() - begin;
const megabytes = (process.memoryUsage().rss - before) / 1e6;
if (answers.includes(false)) throw new Error("The catalogue does not know what it should.");
console.log(JSON.stringify({ milliseconds, megabytes }));
