import { expect, it } from "vitest";
import { makeSessionSource } from "../../providers/runSession.ts";

it("says beside settings that are missing that a refresh has those of the last update", async () => {
  const source = makeSessionSource({});
  source.configure?.({ config: { get: () => undefined } } as never);
  await expect(source.open()).rejects.toThrow(/ {2}- region: .*\n {2}- oauthClientId: .*\n[\s\S]*without --refresh/);
});
