import { expect, it } from "vitest";
import { Secret } from "../../../providers/genesys/secret.ts";
import { Recorder } from "../../../toolkit/probe/recorder.ts";

const ID = "0c6b7a5e-0d3a-4f0e-8b7e-2f9f3f0e1a11";
const SECRET = "s3cr3t-of-a-client-0123456789";

function recorder(): Recorder {
  const made = new Recorder();
  made.keepOut(new Secret(SECRET));
  made.label(ID, "client 1");
  return made;
}

it("writes neither secrets, in clear or in base64, nor ids, addresses and people", () => {
  const one = recorder();
  const encoded = Buffer.from(`${ID}:${SECRET}`).toString("base64");
  const detail = `${SECRET} ${encoded} ${ID} 11111111-2222-3333-4444-555555555555 ada.admin@contoso.example 203.0.113.9 \u001b[2J`;
  one.met({ method: "PUT", path: `/api/v2/oauth/clients/${ID}`, status: 400, code: "bad", detail, counters: {} });
  const [exchange] = one.take();
  expect(exchange).toEqual({
    method: "PUT",
    path: "/api/v2/oauth/clients/{client 1}",
    status: 400,
    code: "bad",
    text: "[secret] [secret] {client 1} {id} {address} {address} \\u{1b}[2J",
  });
});

it("counts what repeats, and stands for a long text by its length", () => {
  const one = recorder();
  const met = {
    method: "POST",
    path: "/a",
    body: { name: "x".repeat(500), ids: [ID] },
    status: 200,
    code: "",
    detail: "",
  };
  for (let times = 0; times < 3; times++) one.met({ ...met, counters: {} });
  expect(one.take()).toEqual([
    {
      method: "POST",
      path: "/a",
      sent: { name: "{a text of 500 characters}", ids: ["{client 1}"] },
      status: 200,
      times: 3,
    },
  ]);
  expect(one.take()).toEqual([]);
});
