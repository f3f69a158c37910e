// `npm run engine`: gets the Pulumi CLI, or says what it takes to have one.

import { EngineUnavailable, ensureEngine } from "./index.ts";

try {
  const engine = await ensureEngine();
  console.log(`Pulumi CLI ${engine.version} (${engine.origin}): ${engine.pulumi}`);
} catch (error) {
  if (!(error instanceof EngineUnavailable)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
