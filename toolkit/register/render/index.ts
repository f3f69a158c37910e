/** A register in each of its forms. All have the same digest; another form is one more file here and a line below. */
import type { Register } from "../../../access/register/model.ts";
import { DELIMITERS, type RegisterFormat, type RegisterOptions } from "../options.ts";
import { renderChangesCsv, renderRegisterCsv } from "./csv.ts";
import { renderGuide } from "./guide.ts";
import { renderRegisterHtml } from "./html.ts";
import { renderRegisterJson } from "./json.ts";
import { renderRegisterMarkdown } from "./markdown.ts";
import { renderRecordsCsv, renderRecordsMarkdown } from "./records.ts";

export type RenderOptions = Pick<RegisterOptions, "client" | "language" | "delimiter" | "bom">;

const RENDERERS: Readonly<Record<RegisterFormat, (register: Register, options: RenderOptions) => string>> = {
  markdown: renderRegisterMarkdown,
  csv: (register, options) =>
    register.changes
      ? renderChangesCsv(register, register.changes, formOf(options))
      : renderRegisterCsv(register, formOf(options)),
  json: renderRegisterJson,
  html: renderRegisterHtml,
  guide: (register, { client }) => renderGuide(register, client),
  records: (register, { language }) => renderRecordsMarkdown(register, language),
  "records-csv": (register, options) => renderRecordsCsv(register, options.language, formOf(options)),
};

export function renderRegister(register: Register, format: RegisterFormat, options: RenderOptions): string {
  return RENDERERS[format](register, options);
}

function formOf({ delimiter, bom }: RenderOptions) {
  return { delimiter: DELIMITERS[delimiter], bom };
}
