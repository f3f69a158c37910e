/** Permissions that take data out in bulk, whatever their last word says: `view` of an export reads what was exported. */
export const BULK_EXPORT: ReadonlyMap<string, string> = new Map([
  ["analytics:dataExport:add", "schedules exports of analytics views"],
  ["analytics:dataExport:view", "reads exports of analytics views and where to download them"],
  ["architect:jobExport:create", "exports flows"],
  ["businessrules:decisionTableExportJob:add", "exports decision tables"],
  ["caseManagement:queryJob:add", "queries all cases in one job"],
  ["externalContacts:export:add", "exports the external contacts"],
  ["externalContacts:export:view", "reads exports of external contacts, each a copy of all of them"],
  ["journey:viewsJobs:add", "computes journeys over all customers"],
  ["knowledge:exportJob:add", "exports knowledge bases"],
  ["recording:job:add", "exports, archives or deletes recordings in bulk"],
  ["wfm:mainForecastExportForecast:add", "exports forecasts"],
  ["wfm:mainForecastExportHistorical:add", "exports the history behind forecasts"],
  ["wfm:mainForecastExportSnapshot:add", "exports snapshots of forecasts"],
  ["workitems:queryJob:add", "queries all work items in one job"],
]);
