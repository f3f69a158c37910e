/** Errors of the platform and of its login, answered from `catalogue/errors.tsv`. */
import { lazy } from "../values/lazy.ts";
import { readTable } from "./table.ts";

/** The layers at which a call can end, from the outside in. */
export const ERROR_LAYERS = [
  "address",
  "login",
  "token",
  "rate-limit",
  "grant-type",
  "scope",
  "product",
  "access-policy",
  "permission",
  "division",
  "guard",
  "request",
  "not-found",
  "conflict",
  "limit",
  "service",
] as const;

/** `api`: the error body of the API. `login`: the login's answer (OAuth 2.0). `status`: the HTTP status, where there is no code. */
export type ErrorPlace = "api" | "login" | "status";

export interface CatalogueError {
  readonly where: ErrorPlace;
  /** `code` of the API, `error` of the login, or the status; undefined for an error of any code that its text gives away. */
  readonly code: string | undefined;
  /** Lower-case words that the text must hold for the row to apply; undefined where the code says it all. */
  readonly text: string | undefined;
  readonly layer: (typeof ERROR_LAYERS)[number];
  /** A sentence. */
  readonly means: string;
}

const COLUMNS = ["where", "code", "text", "layer", "means", "source", "date", "confidence"];

const rows = lazy(() =>
  readTable("errors", COLUMNS).map(
    ([where, code = "-", text = "-", layer, means = ""]): CatalogueError => ({
      where: where === "login" || where === "status" ? where : "api",
      code: optional(code),
      text: optional(text),
      // A layer that this program does not know still is a refusal.
      layer: ERROR_LAYERS.find((known) => known === layer) ?? "permission",
      means,
    }),
  ),
);

const byCode = lazy(() => Map.groupBy(rows(), ({ where, code }) => `${where} ${code ?? "-"}`));

/** The error of this code, one whose words the text holds before one without words; without a code, the one that the words alone give away. */
export function catalogueError(where: ErrorPlace, code: string | undefined, text: string): CatalogueError | undefined {
  const found = byCode().get(`${where} ${code ?? "-"}`) ?? [];
  const plain = text.toLowerCase();
  return (
    found.find((row) => row.text !== undefined && plain.includes(row.text)) ??
    found.find((row) => row.text === undefined)
  );
}

/** Every code of one place, each once, longer ones first: a longer one may begin with a shorter. */
export function errorCodes(where: ErrorPlace): string[] {
  const codes = new Set(rows().flatMap((row) => (row.where === where && row.code !== undefined ? [row.code] : [])));
  return [...codes].sort((a, b) => b.length - a.length);
}

function optional(cell: string): string | undefined {
  return cell === "-" ? undefined : cell;
}
