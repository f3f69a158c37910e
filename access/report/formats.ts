/** The formats of a report: the choices of an option, which loads no renderer. */
export const REPORT_FORMATS = ["text", "json", "sarif"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];
