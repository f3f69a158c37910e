/** A store for states, on 127.0.0.1, as a test gets it: whatever it is, behind an answer that takes 50 ms longer. */
export interface Store {
  /** PULUMI_BACKEND_URL and what else the engine needs to reach it. */
  readonly env: NodeJS.ProcessEnv;
  /** Everything that is kept, as the store itself has it on its disk or in its tables. */
  contents(): Promise<string>;
  /** Values that belong in no output: passwords and keys of the store. */
  readonly secrets: readonly string[];
  /** Absent: the passphrase encrypts what is secret. */
  readonly secretsProvider?: string;
  close(): Promise<void>;
}

/** What a store in another region of a cloud adds to each request. */
export const LATENCY_MS = 50;
