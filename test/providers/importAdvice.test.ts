import { expect, it } from "vitest";
import { CLIENT } from "../../access/resources/client.ts";
import { HANDLER_TEXTS } from "../../providers/handlerTexts.ts";
import { importAdvice } from "../../providers/importAdvice.ts";

it("ends with the file, whose inputs and outputs name the provider, under the resource's own name", () => {
  const inputs = { managedBy: "access/prod/clients/powerbi/2", clientKey: "powerbi", name: 'Power "BI"' };
  const advice = importAdvice({ of: CLIENT, id: "c", inputs, outputs: { clientSecret: null } });
  const known = { ...inputs, __provider: HANDLER_TEXTS.oauthClient };
  expect(JSON.parse(/\{"resources":.*$/.exec(advice)?.[0] ?? "")).toEqual({
    resources: [
      { type: CLIENT.token, name: "powerbi/2", id: "c", inputs: known, outputs: { ...known, clientSecret: null } },
    ],
  });
});
