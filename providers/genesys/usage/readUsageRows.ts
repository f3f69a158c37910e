/** The org's own counts of calls, day by day: by the newer API of jobs, else by the older query. */
import type { Usage } from "../../../access/usage/model.ts";
import type { Session } from "../session.ts";

export interface UsageQuestion {
  /** Whole days before today, in UTC: at most 365, as far as the org keeps them. */
  readonly days: number;
  /** Ids of clients to ask about one by one (`usage:client:view`); absent: one question for the whole org (`usage:organization:view`). */
  readonly clients?: readonly string[];
}

export interface UsageReadingOptions {
  /** Told before each wait and each further question, in one sentence. */
  readonly onStep?: (text: string) => void;
}

/**
 * What cannot be read stands in `missing`, and is no error.
 *
 * @throws GenesysApiError where the login fails or the org was never reached
 */
export async function readUsageRows(
  _session: Session,
  _question: UsageQuestion,
  _options: UsageReadingOptions = {},
): Promise<Usage> {
  throw new Error("Not written yet.");
}
