/** An update of something that is no longer there. */
import { isStatus } from "./genesys/apiError.ts";
import { ProviderError } from "./providerError.ts";

/** @throws ProviderError that says to refresh, when the org answers 404 */
export async function goneOnUpdate<T>(what: string, update: () => Promise<T>): Promise<T> {
  try {
    return await update();
  } catch (error) {
    if (!isStatus(error, 404)) throw error;
    throw new ProviderError(
      `The ${what} is no longer in the org: somebody deleted it. Run \`pulumi refresh\`, then \`pulumi up\` to make it anew.`,
    );
  }
}
