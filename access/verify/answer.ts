/** What came back for a request, as far as judging it takes. */
import { z } from "zod";

export interface ProbeAnswer {
  /** 0 where the org did not answer. */
  readonly status: number;
  /** The vendor's code of a refusal, or the network's; empty for a success. */
  readonly code: string;
  /** The vendor's sentence; empty for a success. */
  readonly detail: string;
  readonly correlationId: string;
  /** One for each page that was read. */
  readonly bodies: readonly unknown[];
  /** There are more pages than were read. */
  readonly cut: boolean;
  /** Why nothing came that says anything: the org asked for more patience than there is, or the client may not ask any more. */
  readonly stopped?: "throttled" | "budget";
}

export function isAnswer({ status }: ProbeAnswer): boolean {
  return status >= 200 && status < 300;
}

const text = z.string().catch("");

const division = z.object({ id: z.string(), name: text });

export const permittedBody = z.object({
  entities: z.array(division).nullish(),
  allDivsPermitted: z.boolean().nullish(),
});

export const tokenBody = z.object({
  organization: z.object({ id: text, name: text }).nullish(),
  OAuthClient: z.object({
    id: z.string(),
    name: text,
    authorizedGrantType: z.string().nullish(),
    scope: z.array(z.string()).nullish(),
  }),
});

export const grantsBody = z.object({
  grants: z
    .array(
      z.object({
        role: z.object({
          id: z.string(),
          name: text,
          policies: z
            .array(
              z.object({
                domain: z.string(),
                entityName: z.string().nullish(),
                actions: z.array(z.string()).nullish(),
                condition: z.unknown().optional(),
              }),
            )
            .nullish(),
        }),
        division: z.object({ id: z.string(), name: text }),
      }),
    )
    .nullish(),
});
export type GrantsBody = z.infer<typeof grantsBody>;

/** Rows of a listing: of most of them, of queries over conversations, and bare lists. */
export const listingBody = z
  .union([
    z.array(z.unknown()),
    z.object({ conversations: z.array(z.unknown()) }).transform(({ conversations }) => conversations),
    z.object({ entities: z.array(z.unknown()).nullish() }).transform(({ entities }) => entities ?? []),
  ])
  .catch([]);

export const listedRow = z.object({
  id: z.string().nullish(),
  conversationId: z.string().nullish(),
  division: z.object({ id: z.string().nullish() }).nullish(),
  divisionIds: z.array(z.string()).nullish(),
});
