import { expect, it } from "vitest";
import { withoutCredentials } from "../../../toolkit/pulumi/urlCredentials.ts";

it.each([
  [
    "unable to open bucket postgres://pulumi:TOPSECRET@db.example:5432/state?sslmode=disable: refused",
    "unable to open bucket postgres://****@db.example:5432/state?sslmode=disable: refused",
  ],
  [
    "at postgres://db.example/state?user=x&password=TOPSECRET&sslmode=disable: x",
    "at postgres://db.example/state?user=x&password=****&sslmode=disable: x",
  ],
  ["postgres://u:p@q@h/db and https://token@git.example/x", "postgres://****@h/db and https://****@git.example/x"],
  [
    "owner bi@contoso.example, see https://contoso.example/@team",
    "owner bi@contoso.example, see https://contoso.example/@team",
  ],
])("takes credentials out of URLs in %j", (text, shown) => {
  expect(withoutCredentials(text)).toBe(shown);
});
