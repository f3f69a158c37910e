/** Keys that people choose: e-mails are e-mails, and no key is empty or means something else already. */
import { z } from "zod";
import { quote } from "../../values/flaw.ts";
import type { FlawAtPath } from "../problem.ts";
import type { PartialSpec } from "./subjects.ts";

const email = z.email();

/** Control characters would break listings; `::` and `*` mean something in resource names and in plans. */
const BAD_KEY = /\p{Cc}|^\s|\s$|^$|::|^\*$/u;

export function keyFlaws(spec: PartialSpec): FlawAtPath[] {
  return (["divisions", "roles", "clients", "users", "groups"] as const).flatMap((section) =>
    Object.keys(spec[section] ?? {}).flatMap((key): FlawAtPath[] => {
      const path = [section, key];
      if (BAD_KEY.test(key)) {
        return [
          { code: "bad-key", message: `${quote(key)} cannot be a key`, fix: "Write another key.", path, atKey: true },
        ];
      }
      if (section !== "users" || email.safeParse(key).success) return [];
      return [
        {
          code: "bad-email",
          message: `${quote(key)} is not an e-mail`,
          fix: "Write the user's e-mail in Genesys Cloud.",
          path,
          atKey: true,
        },
      ];
    }),
  );
}
