/** A provider that does nothing: what is left is the engine's own work for resources of this size. */
import { randomUUID } from "node:crypto";

type Props = Readonly<Record<string, unknown>>;

const idle = (outputs: () => Props = () => ({})) => ({
  create: async (inputs: Props) => ({ id: randomUUID(), outs: { ...inputs, ...outputs() } }),
  read: async (id: string, props: Props) => ({ id, props }),
  update: async (_id: string, olds: Props, news: Props) => ({ outs: { ...olds, ...news } }),
  delete: async () => {},
});

export const division = idle();
export const role = idle();
export const client = idle(() => ({ clientSecret: randomUUID() }));
