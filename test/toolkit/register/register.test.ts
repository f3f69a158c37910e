/** Registers of specs, of an embedded org over HTTP and of snapshots, in each form. */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Register } from "../../../access/register/model.ts";
import { serialiseSnapshot } from "../../../access/snapshot/serialise.ts";
import { type Simulator, startSimulator } from "../../../simulator/index.ts";
import { openSnapshot } from "../../../toolkit/open/openSnapshot.ts";
import { keptFile, keptRegister, keptTable } from "../../../toolkit/register/keptRegister.ts";
import { openRegister } from "../../../toolkit/register/openRegister.ts";
import type { RegisterFormat } from "../../../toolkit/register/options.ts";
import { readRegister } from "../../../toolkit/register/readRegister.ts";
import { renderRegister } from "../../../toolkit/register/render/index.ts";
import { project } from "./project.ts";

const TODAY = "2026-11-29";
const ASKED = { stack: [] as string[], org: false, snapshot: [] as string[], today: TODAY };
const OPTIONS = { language: "en", delimiter: "comma", bom: false } as const;
const render = (register: Register, format: RegisterFormat, more: object = {}) =>
  renderRegister(register, format, { ...OPTIONS, ...more });

describe("the register of a stack", () => {
  const { folder, remove } = project();
  afterAll(remove);
  let register: Register;
  beforeAll(async () => {
    register = await openRegister(ASKED, folder);
  });
  const client = () => register.orgs[0]?.subjects.find(({ key }) => key === "crm");

  it("has what the spec says of a client, and its place", () => {
    expect(client()).toMatchObject({
      id: "client:crm",
      owner: "crm@contoso.example",
      legalBasis: "Contract, article 6 (1) b",
      nativeMasking: true,
      grantType: "CLIENT-CREDENTIALS",
      tokenLifetime: 86_400,
      secrets: [{ generation: 1, current: true }],
      atoms: 2,
      position: { file: "stacks/prod.yaml", line: 19 },
    });
    // By the key of the role.
    expect(client()?.grants).toMatchObject([
      { everywhere: true, justification: "Recordings of all regions are archived together" },
      { everywhere: false, path: "clients.crm.grants[0]", position: { file: "stacks/prod.yaml", line: 26 } },
    ]);
  });

  it("has the condition of a permission, and what it shows", () => {
    const org = register.orgs[0];
    expect(org?.conditions).toEqual(["Conversation.mediaType EQ CALL"]);
    expect(org?.items.find(({ name }) => name === "recording:recording:view")?.shows).toBeDefined();
  });

  it("says of promises whether they hold, and of waivers whether they cover anything", () => {
    expect(register.orgs[0]?.promises.map(({ kind, state, subject }) => [kind, state, subject])).toEqual([
      ["can", "kept", 0],
      ["cannot", "kept", 0],
    ]);
    expect(register.orgs[0]?.waivers).toMatchObject([
      { state: "open", expires: "2027-03-31", why: expect.stringContaining("matches no finding") },
    ]);
  });

  it("says that a broken promise is broken, and by what", async () => {
    const broken = project((yaml) => yaml.replace("routing:queue:edit", "routing:queue:view"));
    try {
      const { orgs } = await openRegister(ASKED, broken.folder);
      expect(orgs[0]?.promises).toContainEqual(
        expect.objectContaining({ kind: "cannot", state: "broken", why: expect.stringContaining("can use") }),
      );
    } finally {
      broken.remove();
    }
  });

  it("says what it does not cover, that no org was asked among it", () => {
    expect(register.orgs[0]?.notCovered.join("\n")).toContain("nobody asked it");
    expect(register.orgs[0]?.drift).toBeUndefined();
  });

  it("is the same twice, with one digest in every form", async () => {
    const again = await openRegister(ASKED, folder);
    for (const format of ["json", "csv", "markdown", "html", "records-csv"] as const) {
      expect(render(again, format)).toBe(render(register, format));
      expect(render(register, format)).toContain(register.digest);
    }
  });

  it("writes no cell that a spreadsheet takes for a formula", () => {
    const csv = render(register, "csv");
    expect(csv).toContain(`"'=HYPERLINK(""http://contoso.example"")"`);
    expect(csv).toContain("'@everyone reads queues");
    expect(csv).not.toMatch(/(^|,)"?[=+@]/m);
    const other = render(register, "csv", { delimiter: "semicolon", bom: true });
    expect(other.startsWith("\u{feff}organization_id;organization_name;")).toBe(true);
    expect(other.split("\r\n")).toHaveLength(register.atoms + 2);
  });

  it("shows names in Markdown as code, and never as what they try to be", () => {
    const markdown = render(register, "markdown");
    expect(markdown).toContain("`<script>alert(1)</script>`");
    expect(markdown.replaceAll(/`[^`]*`/g, "")).not.toMatch(/<script>|@everyone/);
  });

  it("is refused where a spec is not valid: a register without it would say that nobody has its access", async () => {
    const invalid = project((yaml) => yaml.replace("grantType: client-credentials", "grantType: nothing"));
    try {
      await expect(openRegister(ASKED, invalid.folder)).rejects.toMatchObject({ exitCode: 3 });
    } finally {
      invalid.remove();
    }
  });

  describe("as a guide", () => {
    it("says what the client may do and may not, why in all divisions, and how to install it", () => {
      const guide = render(register, "guide");
      for (const said of [
        "`recording:recording:view`: reads",
        "Change anything: it only reads.",
        "`cannot routing:queue:edit`",
        "`routing:readonly`",
        "Recordings of all regions are archived together",
        "grant type **Client Credentials**",
        "only if `Conversation.mediaType EQ CALL`",
        "api/v2/oauth/clients",
        "Ask `crm@contoso.example`",
      ])
        expect(guide).toContain(said);
    });

    it("has no ids and no names of divisions of this org", () => {
      const guide = render(register, "guide");
      expect(guide).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
      expect(guide).not.toMatch(/EMEA|Contoso\b/);
    });

    it("names the clients that there are where there is no such client", () => {
      expect(() => render(register, "guide", { client: "crn" })).toThrow(/Write one of crm/);
    });
  });

  it("is a record of processing activities in two languages, that says what it does not know", () => {
    const [head = "", ...rows] = render(register, "records-csv", { language: "de" }).trimEnd().split("\r\n");
    expect(head).toContain("Verarbeitungstätigkeit,Zweck,Ansprechpartner");
    expect(rows).toHaveLength(1);
    expect(rows[0]).toContain("Aufzeichnungen");
    expect(rows[0]).toContain("hier nicht bekannt");
    expect(render(register, "records")).toContain("| Processing activity | Purpose |");
  });
});

describe("the register of an org without a spec", () => {
  let org: Simulator;
  let register: Register;
  const { folder, remove } = project();
  const file = join(folder, "org.json");
  beforeAll(async () => {
    org = await startSimulator();
    const { snapshot } = await openSnapshot({ org: true }, { env: org.environment });
    writeFileSync(file, serialiseSnapshot(snapshot));
    register = await openRegister({ ...ASKED, org: true }, folder, org.environment);
  });
  afterAll(async () => {
    await org.close();
    remove();
  });

  it("has every client, its state, its secret's age and what an audit found of it", () => {
    const legacy = register.orgs[0]?.subjects.find(({ name }) => name === "Legacy Reporting");
    expect(legacy).toMatchObject({ state: "active", risk: "critical", secrets: [{ generation: 1 }] });
    const rules = legacy?.findings.map((index) => register.orgs[0]?.findings[index]?.rule);
    expect(rules).toContain("escalation-path");
    expect(register.orgs[0]?.source).toMatchObject({ kind: "org", readBy: { name: expect.any(String) } });
  });

  it("is of the same atoms and digest out of a snapshot", async () => {
    const other = await openRegister({ ...ASKED, snapshot: [file] }, folder);
    expect([other.atoms, other.digest]).toEqual([register.atoms, register.digest]);
    expect(render(register, "csv").trimEnd().split("\r\n")).toHaveLength(register.atoms + 1);
  });

  it("refuses two readings of one org, and sources that do not go together", async () => {
    const copy = join(folder, "copy.json");
    writeFileSync(copy, serialiseSnapshot((await openSnapshot({ snapshot: file })).snapshot));
    await expect(openRegister({ ...ASKED, snapshot: [file, copy] }, folder)).rejects.toThrow(/same org/);
    await expect(openRegister({ ...ASKED, stack: ["prod"], snapshot: [file] }, folder)).rejects.toThrow(
      /Leave --stack/,
    );
  });
});

describe("a register that a branch kept", () => {
  const { folder, remove } = project();
  afterAll(remove);
  const git = (date: string, ...args: string[]) =>
    execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@contoso.example", ...args], {
      cwd: folder,
      stdio: "ignore",
      env: { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
    });
  const texts: string[] = [];
  beforeAll(async () => {
    const register = await openRegister(ASKED, folder);
    git("2026-01-01T12:00:00Z", "init", "--initial-branch", "access-register");
    mkdirSync(join(folder, "register"));
    for (const [index, date] of ["2026-06-29T23:00:00Z", "2026-07-02T00:30:00Z"].entries()) {
      const text = `${render(register, "csv")}version,${index}\r\n`;
      texts.push(text);
      writeFileSync(join(folder, "register", "prod.csv"), text);
      writeFileSync(join(folder, "register", "prod.json"), render(register, "json"));
      git(date, "add", "register");
      git(date, "commit", "--message", `Deployment ${index}`);
    }
  });
  const asked = (day: string) => ({ stack: "prod", day });

  it("is what stood there at the end of the day", () => {
    expect(keptFile(asked("2026-06-30"), "csv", folder).text).toBe(texts[0]);
    expect(keptFile(asked("2026-07-02"), "csv", folder).text).toBe(texts[1]);
    expect(keptRegister(asked("2026-06-30"), folder).atoms).toBeGreaterThan(0);
  });

  it("is shown as it was committed, without what would move a cursor", () => {
    expect(keptTable(asked("2026-06-30"), folder).text).toBe(texts[0]);
    writeFileSync(join(folder, "register", "evil.csv"), "a,\u{1b}[31mred\r\nb,c\r\n");
    git("2026-07-02T01:00:00Z", "add", "register");
    git("2026-07-02T01:00:00Z", "commit", "--message", "By hand");
    expect(keptTable({ stack: "evil", day: TODAY }, folder).text).toBe("a,\\u{1b}[31mred\r\nb,c\r\n");
  });

  it("is a clear error where nothing was kept by then, for another stack, and for a name that is a path", () => {
    expect(() => keptFile(asked("2026-06-28"), "csv", folder)).toThrow(/no commit up to the end of 2026-06-28/);
    expect(() => keptFile({ stack: "other", day: TODAY }, "csv", folder)).toThrow(/no such file/);
    expect(() => keptFile({ stack: "../prod", day: TODAY }, "csv", folder)).toThrow(/no name of a stack/);
    expect(() => keptFile({ ...asked(TODAY), ref: "--output=x" }, "csv", folder)).toThrow(/no commit/);
  });

  it("is a clear error where an earlier register cannot be read", () => {
    expect(() => readRegister(join(folder, "register", "prod.csv"))).toThrow(/no JSON/);
    expect(() => readRegister(folder)).toThrow(/no file/);
  });
});
