/** Newest source of the operations and permissions of the vendored catalogue (catalogue/README.md, "Sources and dates"), `YYYY-MM-DD`. */
export const CATALOGUE_DATE = "2026-08-15";
