/** The form of a hostile answer: who answers badly, to what, and what the person reads. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { GenesysClient } from "../../../providers/genesys/client.ts";

/** Answers one request; `turn` counts the requests of its kind from 1. */
export type Answerer = (request: IncomingMessage, response: ServerResponse, turn: number) => void;

export interface Hostile {
  /** Short and stable. */
  readonly id: string;
  /** A sentence. */
  readonly title: string;
  /** Default: a token of an hour. */
  readonly login?: Answerer;
  /** Default: an org. */
  readonly api?: Answerer;
  /** Default: reads the roles. */
  readonly ask?: (client: GenesysClient) => Promise<unknown>;
  /** The consumer's token cache meets the same login; it reads this. */
  readonly consumerReads?: string | RegExp;
  /** What the one error says; absent where the run goes on in spite of the answer. */
  readonly reads?: string | RegExp;
  /** Milliseconds in which the run wants a sign of life; default 2000. Less where the answer gives none, so that nobody waits for it. */
  readonly signOfLifeMs?: number;
  /** Pauses in seconds that the run may take in all. Default 0. */
  readonly pauses?: number;
  /** Pauses that it takes at least: a hostile number must not take them away. Default 0. */
  readonly leastPauses?: number;
}

export const CREDENTIALS = {
  clientId: "8b1c2d3e-0000-4000-8000-1234567890ab",
  clientSecret: "s3cr3t-Of_the/deployer+x",
};
export const TOKEN = "token-of-the-deployer-0123456789";

export function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  text(response, status, JSON.stringify(body), headers);
}

export function text(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}) {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
}

export const goodLogin: Answerer = (_, response) => json(response, 200, { access_token: TOKEN, expires_in: 3600 });
export const goodApi: Answerer = (_, response) =>
  json(response, 200, { id: "org", name: "Org", entities: [], pageCount: 1 });
