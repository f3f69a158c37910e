/** The report as OpenMetrics text (openmetrics.io, version 1.0), for whoever scrapes a file. What is unknown has no line. */
import { family, type Labels, type Sample } from "../../../access/report/openMetrics.ts";
import type { UsageReport } from "../model.ts";

/** All are gauges: a window moves on, and its counts go down as well as up. */
export function renderUsageOpenMetrics(report: UsageReport): string {
  const { organization, window, complete, total, quota, used, clients, owners, alarms, readAt } = report;
  const org: Labels = { organization_id: organization.id };
  const named = clients.map((client) => {
    const { id, name, owner, group } = client;
    const labels: Labels = { ...org, client_id: id, client_name: name ?? "", owner: owner ?? "", group };
    return [labels, client] as const;
  });
  const percentage = (value: number | null) => (value === null ? null : value / 100);
  return [
    family("genesys_access_usage_window_days", "Whole days in UTC that the counts are of.", [[org, window.days]]),
    family("genesys_access_usage_complete", "1 where everything was read, else 0.", [[org, complete ? 1 : 0]]),
    family(
      "genesys_access_usage_read_timestamp_seconds",
      "When it was read.",
      [[org, Date.parse(readAt) / 1000]],
      "seconds",
    ),
    family("genesys_access_org_requests", "Requests of the org in the window.", [[org, total.requests]]),
    family("genesys_access_org_month_projected_requests", "Requests of the present month, projected.", [
      [org, total.projected],
    ]),
    family("genesys_access_org_month_quota_requests", "Requests a month that the org may make.", [
      [org, quota?.requests ?? null],
    ]),
    family(
      "genesys_access_org_quota_used_ratio",
      "Part of the quota that is used.",
      [[org, percentage(used.percent)]],
      "ratio",
    ),
    family(
      "genesys_access_org_quota_projected_ratio",
      "Part of the quota that is projected.",
      [[org, percentage(used.projectedPercent)]],
      "ratio",
    ),
    family(
      "genesys_access_usage_alarms",
      "Open alarms.",
      (["warn", "critical"] as const).map(
        (severity): Sample => [{ ...org, severity }, alarms.filter((one) => one.severity === severity).length],
      ),
    ),
    family(
      "genesys_access_client_requests",
      "Requests of a client in the window.",
      named.map(([labels, { requests }]): Sample => [labels, requests]),
    ),
    family(
      "genesys_access_client_errors",
      "Answers 4xx and 5xx of a client in the window.",
      named.map(([labels, { errors }]): Sample => [labels, errors]),
    ),
    family(
      "genesys_access_client_rate_limited",
      "Answers 429 of a client in the window.",
      named.map(([labels, { status429 }]): Sample => [labels, status429]),
    ),
    family(
      "genesys_access_client_logins",
      "Logins of a client in the window, where the org counts them.",
      named.map(([labels, { logins }]): Sample => [labels, logins]),
    ),
    family(
      "genesys_access_client_month_projected_requests",
      "Requests of a client in the present month, projected.",
      named.map(([labels, { projected }]): Sample => [labels, projected]),
    ),
    family(
      "genesys_access_owner_requests",
      "Requests of an owner's clients in the window.",
      owners.map(({ owner, requests }): Sample => [{ ...org, owner: owner ?? "" }, requests]),
    ),
    "# EOF\n",
  ].join("");
}
