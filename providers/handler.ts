/** The thin shell between the plugin process of dynamic providers and a lifecycle. */

import type { z } from "zod";
import { keptOutputs, refreshedOutputs } from "../access/resources/kept.ts";
import type { InOrganization, Raw } from "../access/resources/resourceType.ts";
import { UNKNOWN_VALUE } from "../access/resources/unknown.ts";
import type { Session } from "./genesys/session.ts";
import { assertOrganization, assertSameOrganization } from "./guard.ts";
import { EARLIER_HANDLER_TEXTS } from "./handlerTexts.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { tellingLimits } from "./orgLimits.ts";
import { outgoing, printableFailure } from "./outgoing.ts";
import { ProviderError, toProviderError } from "./providerError.ts";
import { checkShape, parseState, type ShapeFailure } from "./shape.ts";

const EARLIER: ReadonlySet<unknown> = new Set(Object.values(EARLIER_HANDLER_TEXTS));

/** The methods that @pulumi/pulumi/cmd/dynamic-provider calls. */
export interface Handler {
  configure(request: { readonly config: { get(key: string): string | undefined } }): void;
  check(olds: Raw, news: Raw): Promise<{ inputs: Raw; failures: readonly ShapeFailure[] }>;
  diff(id: string, olds: Raw, news: Raw): Promise<{ replaces: readonly string[] }>;
  create(inputs: Raw): Promise<{ id: string; outs: Raw }>;
  read(id: string, props: Raw): Promise<{ id?: string; props?: Raw; inputs?: Raw }>;
  update(id: string, olds: Raw, news: Raw): Promise<{ outs: Raw }>;
  delete(id: string, props: Raw): Promise<void>;
}

/** Opens the run's session; `configure` may come late, so `open` waits for it. */
export interface SessionSource {
  readonly configure: Handler["configure"];
  readonly open: () => Promise<Session>;
}

export function makeHandler<Inputs extends InOrganization, Outputs extends InOrganization>(
  lifecycle: Lifecycle<Inputs, Outputs>,
  source: SessionSource,
): Handler {
  const opened = async (organization: string): Promise<Session> => {
    const session = await source.open();
    await assertOrganization(session, organization);
    return session;
  };
  // A state with an older text of the provider stays whole, until an update that changes nothing else has compared all of it.
  const written = ({ __provider }: Raw, outs: Outputs) =>
    EARLIER.has(__provider) ? plain(outs) : keptOutputs(plain(outs), lifecycle.leftOut);
  const refreshed = (raw: Raw, outs: Outputs) =>
    EARLIER.has(raw["__provider"]) ? plain(outs) : refreshedOutputs(raw, plain(outs), lifecycle.leftOut);
  return {
    configure: source.configure,
    // No network in check and diff: the engine runs them one after the other.
    check: (_olds, news) =>
      outgoing(() => {
        const inputs = lifecycle.canonical(news);
        return { inputs, failures: checkShape(lifecycle.inputs, inputs).map(printableFailure) };
      }),
    diff: (_id, olds, news) => outgoing(() => ({ replaces: replacedKeys(lifecycle.replaceOn, olds, news) })),
    create: (raw) =>
      shown(raw, async () => {
        const inputs = parseState(lifecycle.inputs, raw);
        const session = await opened(inputs.organization);
        const { id, outs } = await tellingLimits(session, () => lifecycle.create(session, inputs));
        return { id, outs: written(raw, outs) };
      }),
    read: (id, raw) =>
      shown(raw, async () => {
        const outs = parseState(lifecycle.outputs, raw);
        const session = await opened(outs.organization);
        const found = await lifecycle.read(session, id, outs);
        for (const sentence of found?.beside ?? []) session.tell(sentence);
        return found === undefined ? {} : { id, props: refreshed(raw, found.outs), inputs: plain(found.inputs) };
      }),
    update: (id, oldRaw, raw) =>
      shown(raw, async () => {
        const olds = parseState(lifecycle.outputs, oldRaw);
        const news = parseState(lifecycle.inputs, raw);
        assertSameOrganization(olds.organization, news.organization);
        if (onlyRenewsText(lifecycle.inputs, oldRaw, raw)) return { outs: written(raw, { ...olds, ...news }) };
        const session = await opened(news.organization);
        return { outs: written(raw, await tellingLimits(session, () => lifecycle.update(session, id, olds, news))) };
      }),
    delete: (id, raw) =>
      shown(raw, async () => {
        const outs = parseState(lifecycle.outputs, raw);
        await lifecycle.delete(await opened(outs.organization), id, outs);
      }),
  };
}

/**
 * Only replacements are answered, never `changes`: the engine then compares the inputs itself and shows them property by property.
 * A value that is not known yet counts as another one: a role that is made anew has a new id.
 */
function replacedKeys(replaceOn: readonly string[], olds: Raw, news: Raw): string[] {
  if (news["organization"] !== UNKNOWN_VALUE) assertSameOrganization(olds["organization"], news["organization"]);
  return replaceOn.filter((key) => olds[key] !== news[key]);
}

/**
 * True where an older text of the provider is all that differs, as in the first update after an upgrade: the state is renewed, and the org is left alone.
 * Compared is whatever an input can be, drift that a refresh has found included; outputs that are no input (a secret) are kept.
 */
function onlyRenewsText<Inputs extends InOrganization>(inputs: z.ZodType<Inputs>, olds: Raw, news: Raw): boolean {
  if (!EARLIER.has(olds["__provider"]) || EARLIER.has(news["__provider"])) return false;
  const text = (values: object) => JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
  const before = inputs.safeParse(olds).data;
  return before !== undefined && text(before) === text(parseState(inputs, news));
}

/** Runs a step; its errors become one line, and a partial failure keeps `__provider`, without which the state could not be used again. */
function shown<T>(inputs: Raw, step: () => Promise<T>): Promise<T> {
  return outgoing(async () => {
    try {
      return await step();
    } catch (error) {
      const readable = toProviderError(error);
      if (!(readable instanceof ProviderError) || readable.id === undefined) throw readable;
      const properties = { ...plain(readable.properties ?? {}), __provider: inputs["__provider"] };
      throw new ProviderError(readable.message, { id: readable.id, properties });
    }
  });
}

/** Without undefined, which the wire format of the engine cannot hold. */
function plain(values: object): Raw {
  return JSON.parse(JSON.stringify(values)) as Raw;
}
