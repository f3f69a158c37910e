import { describe, expect, it } from "vitest";
import {
  readSubjectType,
  SUBJECT_TYPES,
  subjectId,
  subjectKind,
  subjectSection,
} from "../../../access/values/subject.ts";

describe("a subject", () => {
  it("is an existing client by its id, and a user whatever the case of the e-mail", () => {
    expect(subjectId({ kind: "existing-client", key: "any", name: "any", id: "7A0F" })).toBe("existing-client:7a0f");
    expect(subjectId({ kind: "user", key: "Jane@Contoso.example", name: "" })).toBe("user:jane@contoso.example");
  });

  it("has its section of the YAML and its kind by its type", () => {
    expect(SUBJECT_TYPES.map((type) => [type, subjectSection(type), subjectKind(type)])).toEqual([
      ["PC_USER", "users", "user"],
      ["PC_GROUP", "groups", "group"],
      ["PC_OAUTH_CLIENT", "clients", "existing-client"],
    ]);
  });

  it("is a user where its type is anything else, as in the API", () => {
    expect(["PC_GROUP", "constructor", undefined, 7].map(readSubjectType)).toEqual([
      "PC_GROUP",
      "PC_USER",
      "PC_USER",
      "PC_USER",
    ]);
  });
});
