/** Plain HTTP against the org, as any integration would do it: the demo reads back and proves with this, not with the project's own client. */

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of many shapes, only printed and compared here
  readonly body: any;
}

/** Logs in with client credentials and returns a function that calls the API; throws when the login is refused. */
export async function login(url: string, { clientId, clientSecret }: Credentials) {
  const answer = await fetch(`${url}/oauth/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "grant_type=client_credentials",
  });
  const { access_token: token, error_description: reason } = (await answer.json()) as Record<string, string>;
  if (!token) throw new Error(`Login refused: ${answer.status} ${reason}`);
  return async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${url}/api/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
  };
}

export type Api = Awaited<ReturnType<typeof login>>;
