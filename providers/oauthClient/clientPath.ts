export const CLIENTS_PATH = "/api/v2/oauth/clients";

export function clientPath(id: string): string {
  return `${CLIENTS_PATH}/${encodeURIComponent(id)}`;
}
