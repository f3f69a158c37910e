import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { json } from "node:stream/consumers";

export interface Transit {
  readonly env: NodeJS.ProcessEnv;
  readonly token: string;
  close(): Promise<void>;
}

/**
 * A stand-in for the two calls of Vault's transit engine that Pulumi's `hashivault://` makes (encrypt and decrypt; API documentation of Vault).
 * It shows that nothing here needs the passphrase, and nothing about Vault.
 */
export async function transit(): Promise<Transit> {
  const token = "the-token-of-the-key-service";
  const key = randomBytes(32);
  const server = createServer(async (request, response) => {
    const [, action] = /^\/v1\/transit\/(encrypt|decrypt)\/states$/.exec(request.url ?? "") ?? [];
    if (request.headers["x-vault-token"] !== token || !action) return response.writeHead(403).end();
    const body = (await json(request)) as { plaintext?: string; ciphertext?: string };
    const data =
      action === "encrypt" ? { ciphertext: seal(body.plaintext ?? "") } : { plaintext: open(body.ciphertext ?? "") };
    return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ data }));
  });
  const seal = (text: string) => {
    const iv = randomBytes(16);
    const cipher = createCipheriv("aes-256-cbc", key, iv);
    return `vault:v1:${Buffer.concat([iv, cipher.update(text), cipher.final()]).toString("base64")}`;
  };
  const open = (sealed: string) => {
    const bytes = Buffer.from(sealed.replace("vault:v1:", ""), "base64");
    const decipher = createDecipheriv("aes-256-cbc", key, bytes.subarray(0, 16));
    return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString();
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port.");
  return {
    env: { VAULT_SERVER_URL: `http://127.0.0.1:${address.port}`, VAULT_SERVER_TOKEN: token },
    token,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
