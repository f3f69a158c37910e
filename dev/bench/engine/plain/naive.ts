/** The provider that one would write first: every method of every resource is one call of its own to the API (two to delete a client). */
import { env } from "node:process";

type Props = Readonly<Record<string, unknown>>;
interface Kind {
  readonly path: string;
  readonly body: (inputs: Props) => Props;
  readonly outputs?: (answer: Props) => Props;
  readonly beforeDelete?: (id: string, props: Props) => Promise<void>;
}

const BASE = `http://${env["GENESYSCLOUD_GATEWAY_HOST"]}:${env["GENESYSCLOUD_GATEWAY_PORT"]}`;
let login: Promise<string> | undefined;

async function logIn(): Promise<string> {
  const user = `${env["GENESYSCLOUD_OAUTHCLIENT_ID"]}:${env["GENESYSCLOUD_OAUTHCLIENT_SECRET"]}`;
  const answer = await fetch(`${BASE}/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(user)}`, "content-type": "application/x-www-form-urlencoded" },
    body: "grant_type=client_credentials",
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** One request; waits as long as a 429 says. */
async function call(method: string, path: string, body?: Props): Promise<Props | undefined> {
  login ??= logIn();
  const headers = { authorization: `Bearer ${await login}`, ...(body && { "content-type": "application/json" }) };
  const answer = await fetch(`${BASE}/api/v2/${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  if (answer.status === 429) {
    await answer.text();
    await new Promise((resolve) => setTimeout(resolve, Number(answer.headers.get("retry-after") ?? 1) * 1000));
    return call(method, path, body);
  }
  const text = await answer.text();
  if (answer.status === 404) return undefined;
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === "" ? {} : (JSON.parse(text) as Props);
}

const naive = ({ path, body, outputs = () => ({}), beforeDelete = async () => {} }: Kind) => ({
  create: async (inputs: Props) => {
    const made = (await call("POST", path, body(inputs))) ?? {};
    return { id: String(made["id"]), outs: { ...inputs, ...outputs(made) } };
  },
  read: async (id: string, props: Props) => ((await call("GET", `${path}/${id}`)) ? { id, props } : {}),
  update: async (id: string, olds: Props, news: Props) => {
    await call("PUT", `${path}/${id}`, body(news));
    return { outs: { ...olds, ...news } };
  },
  delete: async (id: string, props: Props) => {
    await beforeDelete(id, props);
    await call("DELETE", `${path}/${id}`);
  },
});

export const division = naive({
  path: "authorization/divisions",
  body: ({ name, description }) => ({ name, description }),
});

export const role = naive({
  path: "authorization/roles",
  body: ({ name, description, permissions }) => ({ name, description, permissionPolicies: policies(permissions) }),
});

export const client = naive({
  path: "oauth/clients",
  body: clientBody,
  outputs: ({ secret }) => ({ clientSecret: secret }),
  // An active client cannot be deleted.
  beforeDelete: async (id, props) => void (await call("PUT", `oauth/clients/${id}`, clientBody(props, "inactive"))),
});

function clientBody({ name, description, roleId, divisionIds }: Props, state = "active"): Props {
  const roleDivisions = (divisionIds as string[]).map((divisionId) => ({ roleId, divisionId }));
  const kind = { authorizedGrantType: "CLIENT-CREDENTIALS", accessTokenValiditySeconds: 86_400 };
  return { name, description, ...kind, state, roleDivisions };
}

function policies(permissions: unknown): object[] {
  return (permissions as string[]).map((permission) => {
    const [domain, entityName, action] = permission.split(":");
    return { domain, entityName, actionSet: [action], allowConditions: false };
  });
}
