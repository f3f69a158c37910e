/** An OAuth client that the stack creates, with all its grants. */
import { CLIENT, type DataProtection, DEFAULT_TOKEN_LIFETIME } from "../../access/resources/client.ts";
import type { AccessLevel } from "../../access/values/accessLevel.ts";
import type { GrantType } from "../../access/values/grantType.ts";
import { quietDebug } from "../pulumi/quietDebug.ts";
import * as pulumi from "../pulumi/sdk.ts";
import { type DivisionIds, filled, type OwnedArgs, ownedDefaults, withHandler } from "../resourceArgs.ts";

export interface OAuthClientArgs extends OwnedArgs {
  /** The client's key in a spec. Default: the resource's name. */
  readonly clientKey?: string;
  /** From 2; absent for the first. */
  readonly generation?: number | undefined;
  /** Name in Genesys Cloud. */
  readonly name: pulumi.Input<string>;
  // Owner, purpose and data protection are for policies and reports; they are not sent to Genesys Cloud.
  readonly owner?: string | undefined;
  readonly purpose?: string | undefined;
  readonly dataProtection?: DataProtection | undefined;
  /** `read-only`, the default: the policy pack refuses roles and scopes that write. */
  readonly access?: AccessLevel;
  readonly authorizedGrantType: GrantType;
  /** Seconds, 300 to 172800, with the scope scim to 38880000. Default: 86400, a day. */
  readonly accessTokenValiditySeconds?: number;
  /** Scopes do not limit a CLIENT-CREDENTIALS client in Genesys Cloud: its roles and divisions do. Default: none. */
  readonly scope?: readonly string[];
  /** Default: none. */
  readonly registeredRedirectUri?: readonly string[];
  /** True in a stack that may use loopback redirect URIs. Default: false. */
  readonly development?: boolean;
  /** By role key; everything the client may do. */
  readonly grants: Readonly<Record<string, ClientGrantArgs>>;
}

export interface ClientGrantArgs {
  readonly roleId: pulumi.Input<string>;
  readonly divisions: DivisionIds;
  /** Why all divisions are needed. */
  readonly justification?: string | undefined;
  /** One of the divisions is the Home division; for policies, not sent to Genesys Cloud. */
  readonly home?: boolean | undefined;
}

/**
 * An OAuth client with all its grants. Its Pulumi id is the client id. A role that somebody adds to it in the console is drift, and the next update takes it
 * away. Deleting revokes: the client is switched off, then deleted.
 */
export class OAuthClient extends pulumi.CustomResource {
  static readonly __pulumiType = CLIENT.token;

  declare readonly name: pulumi.Output<string>;
  declare readonly clientId: pulumi.Output<string>;
  /** Secret in state and output. Given once, by the create; null after an import. */
  declare readonly clientSecret: pulumi.Output<string | null>;
  /** When the org made the client and its secret; null where the state does not know. */
  declare readonly dateCreated: pulumi.Output<string | null>;

  constructor(name: string, args: OAuthClientArgs, options: pulumi.CustomResourceOptions = {}) {
    quietDebug();
    const merged = pulumi.mergeOptions(
      // Create retires a client with this stack's marker: a replacement made before the delete would meet the one in use.
      { deleteBeforeReplace: true, additionalSecretOutputs: ["clientSecret"] },
      options,
    );
    const defaults = {
      ...ownedDefaults("clients", name),
      clientKey: name,
      access: "read-only",
      accessTokenValiditySeconds: DEFAULT_TOKEN_LIFETIME,
      scope: [],
      registeredRedirectUri: [],
      development: false,
    };
    // Outputs exist only for properties that are named here.
    const props = { ...filled(defaults, args), clientId: undefined, clientSecret: undefined, dateCreated: undefined };
    super(CLIENT.token, name, withHandler(props, CLIENT.handler), merged);
  }
}
