/** The schema of SARIF 2.1.0, as OASIS published it. */
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import formats from "ajv-formats";

// The schema says draft 4, of which it uses nothing that draft 7 reads differently except the name of its own id. One of its
// patterns is not a regular expression of Unicode mode.
const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync("test/schemas/sarif-2.1.0-rtm.5.json", "utf8"));
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
formats.default(ajv);
const validate = ajv.compile(schema);

/** The violations of the schema; empty for a valid log. */
export function sarifErrors(log: unknown): readonly unknown[] {
  return validate(log) ? [] : (validate.errors ?? []);
}
