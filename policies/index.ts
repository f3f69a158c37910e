/** The CrossGuard policy pack: `pulumi preview --policy-pack policies`. */
import { PolicyPack } from "@pulumi/policy";
import * as pulumi from "@pulumi/pulumi";
import { printDay } from "../access/values/day.ts";
import { policiesOf } from "./pack.ts";
import { initialConfig } from "./packConfig.ts";
import { RULES } from "./rules/index.ts";
import { orgOfStack, orgOfUrn, specOfUrn } from "./specOfStack.ts";
import { waiverRule } from "./waiverRule.ts";

const settings = orgOfStack(pulumi.getProject(), pulumi.getStack())?.settings ?? {};

new PolicyPack(
  "genesys-access",
  {
    policies: policiesOf(RULES, { today: () => printDay(new Date()), specOf: specOfUrn, orgOf: orgOfUrn }),
    enforcementLevel: "mandatory",
  },
  initialConfig([...RULES, waiverRule], settings),
);
