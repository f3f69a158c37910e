/** An org in front of another one: it passes everything on, and its listing of divisions never ends. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface HostileOrg {
  readonly port: string;
  close(): void;
}

export async function hostileOrg(behind: string): Promise<HostileOrg> {
  const server = createServer(async (request, response) => {
    const path = request.url ?? "/";
    if (path.startsWith("/api/v2/authorization/divisions")) {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ entities: [], pageCount: 1e9, pageNumber: 1 }));
      return;
    }
    const body = await new Response(request as never).arrayBuffer();
    const { method = "GET", headers } = request;
    const { authorization = "", "content-type": type = "application/json" } = headers;
    const answer = await fetch(new URL(path, behind), {
      method,
      headers: { authorization, "content-type": type },
      ...(body.byteLength > 0 && { body }),
    });
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "application/json" });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return { port: String(port), close: () => server.close() };
}
