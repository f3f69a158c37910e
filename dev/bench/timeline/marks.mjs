// @ts-check
// Preloaded into every Node process of a run (NODE_OPTIONS=--import): what it loads and whom it calls, one line of JSON each in the folder
// GENESYS_ACCESS_MARKS. Times are milliseconds since 1970, which all processes share.

import { subscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";
import module from "node:module";
import { join } from "node:path";

const folder = process.env.GENESYS_ACCESS_MARKS;
const now = () => performance.timeOrigin + performance.now();

if (folder !== undefined) {
  /** @type {object[]} */
  const marks = [{ kind: "start", at: performance.timeOrigin, words: process.argv.slice(0, 3) }];
  const mark = (/** @type {string} */ kind, /** @type {string} */ name) => marks.push({ kind, name, at: now() });
  const write = () => {
    if (marks.length === 0) return;
    appendFileSync(
      join(folder, `${process.pid}.jsonl`),
      marks
        .splice(0)
        .map((each) => `${JSON.stringify(each)}\n`)
        .join(""),
    );
  };

  module.registerHooks({
    load: (url, context, next) => {
      const loaded = next(url, context);
      if (url.startsWith("file:")) mark("load", url);
      return loaded;
    },
  });
  subscribe("http.client.request.start", (/** @type {any} */ { request }) =>
    mark("http", `${request.method} ${request.path.split("?")[0]}`),
  );
  subscribe("http2.client.stream.start", (/** @type {any} */ { headers }) => mark("asks", headers[":path"]));
  subscribe("http2.server.stream.start", (/** @type {any} */ { headers }) => mark("is asked", headers[":path"]));
  subscribe("tracing:net.server.listen:asyncEnd", () => mark("ready", ""));

  // The engine ends plugins with a signal: what was seen is written now and then.
  setInterval(write, 20).unref();
  process.on("exit", () => {
    mark("end", "");
    write();
  });
}
