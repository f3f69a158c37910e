/** A component for Pulumi programs of one's own: the access that a spec describes, planned, judged and deployed as by the package's own program. */
import { COMPONENT_TYPE } from "../access/resources/component.ts";
import { RECORD_OUTPUT } from "../access/terms/recordedTerms.ts";
import { keptAlive } from "../providers/pulumi/keepAlive.ts";
import * as pulumi from "../providers/pulumi/sdk.ts";
import { recordOf } from "../toolkit/open/recordedTerms.ts";
import { type AccessOutputs, deployAccess } from "./deployAccess.ts";
import { loadStack } from "./loadStack.ts";

export interface GenesysAccessArgs {
  /**
   * The spec, a YAML file relative to the project's folder: `stacks/acme.yaml`. Without it the program's own default: the stack's config key `spec`, or
   * `stacks/<stack>.yaml`. The policy pack and the command line follow that default, so a spec of another name belongs into the config as well.
   */
  readonly spec?: string;
}

/** The values of one client. */
export interface GenesysAccessClient {
  readonly clientId: string;
  /** Secret. Null for a client that this stack adopted instead of making it. */
  readonly clientSecret: string | null;
}

/**
 * Divisions, roles, OAuth clients and grants of one org from one spec. What the spec refers to is read from the org, the deploying client is checked,
 * the rules judge, and whatever is refused stops the run before anything is registered. The way to the org is that of the program: `GENESYSCLOUD_*` in
 * the environment, or the stack's config.
 *
 * A stack that the package's own program deployed moves under the component without a replacement: each child has its former place as an alias.
 * Names of the children are keys of the spec, so that a program has one component for a spec; two orgs are two stacks.
 */
export class GenesysAccess extends pulumi.ComponentResource<AccessOutputs> {
  /** By client key. Secrets stay secret. */
  readonly clients: pulumi.Output<Record<string, GenesysAccessClient>>;

  constructor(name: string, args: GenesysAccessArgs = {}, options: pulumi.ComponentResourceOptions = {}) {
    super(COMPONENT_TYPE, name, { name, spec: args.spec }, options);
    this.clients = pulumi.output(this.getData()) as pulumi.Output<Record<string, GenesysAccessClient>>;
  }

  /** Called by the SDK's constructor. */
  protected override async initialize(args: { name: string; spec?: string }): Promise<AccessOutputs> {
    const stack = loadStack(args.spec);
    const clients = await keptAlive(() => deployAccess(stack, { name: args.name, parent: this }));
    this.registerOutputs({ [RECORD_OUTPUT]: recordOf(pulumi.getStack(), stack.spec, process.cwd()) });
    return clients;
  }
}
