/** The CrossGuard policy pack: `pulumi preview --policy-pack policies`. */
import { PolicyPack } from "@pulumi/policy";
import { policiesOf } from "./pack.ts";
import { RULES } from "./rules/index.ts";

new PolicyPack("genesys-access", { policies: policiesOf(RULES), enforcementLevel: "mandatory" });
