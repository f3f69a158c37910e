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

describe("a gateway that only a file names", () => {
  const EVIL = "https://evil.example";
  const ENV = { GENESYSCLOUD_OAUTHCLIENT_ID: "id-2", GENESYSCLOUD_OAUTHCLIENT_SECRET: "secret-of-env" };

  it("never redirects credentials where the environment names a region", () => {
    const env = { ...ENV, GENESYSCLOUD_REGION: "mypurecloud.ie" };
    for (const gateway of [EVIL, "http://127.0.0.1:9", "not a url"]) {
      expect(resolveConnection(config({ gateway, region: "mypurecloud.de" }), env)).toMatchObject({
        apiUrl: "https://api.mypurecloud.ie",
        loginUrl: "https://login.mypurecloud.ie",
      });
    }
  });

  it("never redirects credentials where the environment names a gateway", () => {
    const env = { ...ENV, GENESYSCLOUD_GATEWAY_HOST: "gateway.example", GENESYSCLOUD_REGION: "mypurecloud.ie" };
    expect(resolveConnection(config({ gateway: EVIL }), env).loginUrl).toBe("https://gateway.example");
    expect(resolveConnection(config({ gateway: "https://gateway.example" }), env).apiUrl).toBe(
      "https://gateway.example",
    );
  });

  it.each([ENV, {}])("is refused where the environment names nothing, with what to set", (env) => {
    const text = lacks({ ...CREDENTIALS, gateway: "https://gateway.example:8443", region: "mypurecloud.de" }, env);
    expect(text).toContain("Set GENESYSCLOUD_GATEWAY_HOST=gateway.example and GENESYSCLOUD_GATEWAY_PORT=8443");
    expect(text).toContain("pulumi config rm gateway");
  });

  it.each(["http://127.0.0.1:8080", "http://127.8.9.10:1", "http://localhost:8080", "https://[::1]:8443"])(
    "is taken on this machine: %s",
    (gateway) => {
      expect(resolveConnection(config({ ...CREDENTIALS, gateway }), ENV).loginUrl).toBe(gateway);
    },
  );

  it.each([
    "https://0.0.0.0",
    "https://[::ffff:127.0.0.1]",
    "https://127.0.0.1.evil.example",
    "https://localhost.evil.example",
    "https://api.mypurecloud.de",
  ])("is not taken for this machine: %s", (gateway) => {
    expect(lacks({ ...CREDENTIALS, gateway }, ENV)).toContain("must not send the credentials elsewhere");
  });

  it("that is a region of nobody is refused as any region is", () => {
    expect(lacks({ region: "evil.example" }, ENV)).toContain('there is no region "evil.example"');
  });
});

describe("the address of a gateway", () => {
  it.each([
    "http://me:pass-word@127.0.0.1:1",
    "http://127.0.0.1@evil.example",
    "http://127.0.0.1/api",
    "http://127.0.0.1?x=1",
    "http://127.0.0.1#x",
    "http://127.0.0.1\\@evil.example",
    "http://:@127.0.0.1",
  ])("is an origin and nothing more: %s", (gateway) => {
    const text = lacks({ ...CREDENTIALS, gateway });
    expect(text).toMatch(/is more than a host|in clear/);
    expect(text).not.toContain("pass-word");
  });

  it.each(["gateway.example/path", "me:pass-word@gateway.example", "gateway.example?x", "https://gateway.example"])(
    "is held to the same in the environment: %s",
    (host) => {
      const text = lacks(CREDENTIALS, { GENESYSCLOUD_GATEWAY_HOST: host });
      expect(text).toContain("is more than a host");
      expect(text).not.toContain("pass-word");
    },
  );
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
