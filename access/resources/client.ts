/** An OAuth client that a stack creates, with the grants that it is born with. */
import type { AccessLevel } from "../values/accessLevel.ts";
import type { GrantType } from "../values/grantType.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import type { DesiredRoleDivisions } from "./roleDivisions.ts";

/** What a client's owner states about personal data; a key that says nothing is absent. */
export interface DataProtection {
  /** Why the data may be processed, in the words of the record of processing activities. */
  readonly legalBasis?: string;
  /** Genesys Cloud itself masks recordings and transcripts before the client reads them. */
  readonly nativeMasking?: true;
}

/** One generation of a client; those of one key are one subject. */
export interface DesiredClient {
  readonly key: string;
  readonly path: YamlPath;
  /** From 1. */
  readonly generation: number;
  /** False for an older generation that is kept until every consumer has changed over. */
  readonly current: boolean;
  /** In Genesys Cloud, with the number of the generation from the second on. */
  readonly name: string;
  /** Text for the console: description, purpose and owner as one string. */
  readonly description: string;
  readonly owner?: string;
  readonly purpose?: string;
  readonly dataProtection?: DataProtection;
  readonly access: AccessLevel;
  readonly authorizedGrantType: GrantType;
  /** Seconds, 300 to 172800. */
  readonly accessTokenValiditySeconds: number;
  readonly scope: readonly string[];
  readonly registeredRedirectUri: readonly string[];
  /** By role key. Empty for user-context grant types: those act with the user's own roles. */
  readonly grants: Readonly<Record<string, DesiredRoleDivisions>>;
  /** Where the secret of the current generation goes. */
  readonly deliver?: Delivery;
}

export interface Delivery {
  /** Shell command that gets the secret on standard input. */
  readonly command: string;
}
