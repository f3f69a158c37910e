/** The author of our own comments on GitHub, by whom they are found again. */
import { PostingError } from "../postingError.ts";
import type { GitHubClient } from "./client.ts";
import { explain, type GitHubPlace } from "./refusals.ts";

export interface Writer {
  readonly login: string;
  readonly type: string;
}

/**
 * Tells whether a comment is by the account that the token stands for. Anybody may write a comment that begins like ours, and a token
 * that may write may edit anybody's, so it is the author that counts.
 *
 * `GET /user` does not answer the token of an app, which is what GITHUB_TOKEN of a workflow is; GraphQL's `viewer` then does.
 * If even that is refused, every bot's comment counts: people cannot write as a bot.
 */
export async function ownAuthor(
  client: GitHubClient,
  target: GitHubPlace,
): Promise<(writer: Writer | null) => boolean> {
  const person = await personLogin(client, target);
  if (person !== undefined) return (writer) => writer?.login === person;
  const app = await appLogin(client);
  return (writer) =>
    writer?.type === "Bot" && (app === undefined || withoutSuffix(writer.login) === withoutSuffix(app));
}

/** The login behind a personal token; undefined for the token of an app. */
async function personLogin(client: GitHubClient, target: GitHubPlace): Promise<string | undefined> {
  try {
    return (await client.request("GET /user")).data.login;
  } catch (error) {
    const explained = explain(error, target, false);
    if (explained.problem === "permission" || explained.problem === "not-found") return undefined;
    throw new PostingError(explained.problem, explained.message, explained.retry);
  }
}

async function appLogin(client: GitHubClient): Promise<string | undefined> {
  try {
    const { viewer } = await client.graphql<{ viewer?: { login?: string } }>("query { viewer { login } }");
    return viewer?.login;
  } catch {
    return undefined; // see ownAuthor
  }
}

/** REST says `github-actions[bot]`; GraphQL leaves the suffix away in places. */
function withoutSuffix(login: string): string {
  return login.replace(/\[bot\]$/, "");
}
