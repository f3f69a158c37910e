import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { allRegions, findRegion } from "../../../access/catalogue/regions.ts";
import { resolveConnection } from "../../../providers/genesys/connection.ts";
import { maskSecrets, Secret } from "../../../providers/genesys/secret.ts";

const config = (values: Record<string, string> = {}) => ({ get: (key: string) => values[key] });
const CREDENTIALS = { oauthClientId: "id-1", oauthClientSecret: "secret-of-config" };

function lacks(values: Record<string, string>, env: Record<string, string> = {}): string {
  try {
    resolveConnection(config(values), env);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("the connection should have been refused");
}

describe("a region", () => {
  it.each(allRegions())("$name is found by domain, by name and with hyphens, whatever the case", ({ name, domain }) => {
    for (const text of [domain, name, name.replaceAll("_", "-"), domain.toUpperCase(), ` ${name} `]) {
      expect(findRegion(text)).toMatchObject({ domain });
    }
  });

  it("names both hosts", () => {
    expect(resolveConnection(config({ ...CREDENTIALS, region: "eu-central-1" }), {})).toMatchObject({
      apiUrl: "https://api.mypurecloud.de",
      loginUrl: "https://login.mypurecloud.de",
    });
  });

  it("that is misspelt is refused with the nearest one", () => {
    expect(lacks({ ...CREDENTIALS, region: "mypurecloud.dee" })).toContain("Nearest: mypurecloud.de.");
  });
});

describe("a connection", () => {
  it("takes the environment before the config", () => {
    const env = {
      GENESYSCLOUD_REGION: "mypurecloud.ie",
      GENESYSCLOUD_OAUTHCLIENT_ID: "id-2",
      GENESYSCLOUD_OAUTHCLIENT_SECRET: "secret-of-env",
    };
    const connection = resolveConnection(config({ ...CREDENTIALS, region: "mypurecloud.de" }), env);
    expect(connection).toMatchObject({ apiUrl: "https://api.mypurecloud.ie", clientId: "id-2" });
    expect(connection.clientSecret.reveal()).toBe("secret-of-env");
  });

  it("lists everything that is missing, and how to give it", () => {
    const text = lacks({});
    for (const word of ["GENESYSCLOUD_REGION", "GENESYSCLOUD_OAUTHCLIENT_ID", "GENESYSCLOUD_OAUTHCLIENT_SECRET"]) {
      expect(text).toContain(word);
    }
    expect(text).toContain("pulumi config set --secret oauthClientSecret");
  });

  it("goes through a gateway of the config or the environment for both hosts, without a region", () => {
    const local = resolveConnection(config({ ...CREDENTIALS, gateway: "http://127.0.0.1:8080/" }), {});
    expect(local).toMatchObject({ apiUrl: "http://127.0.0.1:8080", loginUrl: "http://127.0.0.1:8080" });
    const env = { GENESYSCLOUD_GATEWAY_HOST: "gateway.example", GENESYSCLOUD_GATEWAY_PORT: "8443" };
    expect(resolveConnection(config(CREDENTIALS), env).apiUrl).toBe("https://gateway.example:8443");
  });

  it("never sends the client secret in clear over a network", () => {
    expect(lacks({ ...CREDENTIALS, gateway: "http://gateway.example" })).toContain("in clear");
    expect(lacks({ ...CREDENTIALS, gateway: "gateway.example" })).toContain("no http(s) URL");
  });
});

describe("a secret", () => {
  it("is not printed by any of the usual ways", () => {
    const secret = new Secret("do-not-print");
    const printed = [
      `${secret}`,
      String(secret),
      JSON.stringify({ secret }),
      inspect({ secret }, { depth: 9, showHidden: true }),
    ];
    expect(printed.join("\n")).not.toContain("do-not-print");
    expect(secret.reveal()).toBe("do-not-print");
  });

  it("is taken out of texts", () => {
    expect(maskSecrets("a do-not-print b do-not-print", [new Secret("do-not-print"), new Secret("")])).toBe(
      "a [secret] b [secret]",
    );
  });
});
