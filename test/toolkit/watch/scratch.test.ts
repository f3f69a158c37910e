import { it } from "vitest";
import { watchedOrg, ADA, roleBody } from "./watchedOrg.ts";
it("x", async () => {
  const w = await watchedOrg();
  const show = async (...a: string[]) => { const r = await w.watch(...a); console.log(r.exitCode, r.stdout, r.stderr); };
  await show();
  const role = w.project.idOf("reader");
  const all: any = await w.send("GET", `/api/v2/authorization/roles/${role}`);
  await w.send("PUT", `/api/v2/authorization/roles/${role}`, { ...all, permissionPolicies: [...all.permissionPolicies, {domain: "routing", entityName:"skill", actionSet:["view"]}] }, ADA);
  const clients: any = await w.send("GET", `/api/v2/oauth/clients`);
  w.org.clock.advance?.("P1D" as any);
  await w.send("POST", `/api/v2/oauth/clients`, { name: "Shadow <script>", authorizedGrantType: "CLIENT_CREDENTIALS", roleDivisions: [] }).catch((e) => console.log(String(e)));
  await show();
  await show("--format", "markdown", "--patches", "out");
  await show("--format", "openmetrics");
  console.log(require("fs").readFileSync(w.project.folder + "/out/prod.take-in.patch", "utf8"), require("fs").readFileSync(w.project.folder + "/out/prod.put-back.md", "utf8"));
  await w.close();
});
