/** The checks of the packages and plugins that the project has installed. */
import { readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { CATALOGUE_DATE } from "../../access/catalogue/date.ts";
import { dayOf, parseDay } from "../../access/values/day.ts";
import { installCommand, type PackageManager } from "../init/packageManager.ts";
import type { Versions } from "../init/versions.ts";
import { missingCommandPlugin } from "../pulumi/commandPlugin.ts";
import { type Check, missing, ok, warn } from "./model.ts";

/** The vendor adds permissions all the time: an older catalogue refuses new ones. */
const OLD_CATALOGUE_DAYS = 270;

interface Installed {
  /** Without links. */
  readonly folder: string;
  readonly version: string;
}

/** The running package, its catalogue, and whether the project has the same one. */
export function packageCheck(root: string, manager: PackageManager, versions: Versions, today: Date): Check {
  const { name, version } = versions;
  const age = dayOf(today) - (parseDay(CATALOGUE_DATE) ?? 0);
  const text = `${name} ${version}, catalogue of ${CATALOGUE_DATE}`;
  const installed = ownCheckout(root, name) ?? findPackage(name, root);
  if (!installed)
    return missing("package", `${name} is not installed in ${root}.`, `Run \`${installCommand(manager)}\`.`);
  if (installed.version !== version)
    return warn(
      "package",
      `${text}; the project has ${installed.version}.`,
      "Run the command of the project: npx genesys-access.",
    );
  return age > OLD_CATALOGUE_DAYS
    ? warn(
        "package",
        `${text}, which is ${age} days old.`,
        `Update the package: permissions that are newer are not known to it.`,
      )
    : ok("package", text);
}

/** The SDK counts its resources in the module itself: a program and a component with two copies do not see each other's. */
export function sdkChecks(root: string, manager: PackageManager, { name, tested }: Versions): Check[] {
  const own = ownCheckout(root, name) ?? findPackage(name, root);
  return (["@pulumi/pulumi", "@pulumi/policy"] as const).map((wanted) => {
    const installed = findPackage(wanted, root);
    if (!installed)
      return missing(
        wanted,
        `${wanted} is not installed in ${root}.`,
        installFix(root, wanted, tested(wanted), manager),
      );
    const users = [own, findPackage("@pulumi/policy", root), own && findPackage("@pulumi/command", own.folder)];
    const copies = users.flatMap((user) => (user ? (findPackage(wanted, user.folder) ?? []) : []));
    const others = copies.filter(({ folder }) => folder !== installed.folder);
    const [other] = others;
    return other === undefined
      ? ok(wanted, `${wanted} ${installed.version}, one copy`)
      : warn(
          wanted,
          `${wanted} ${installed.version}, and a second copy: ${other.version} in ${other.folder}.`,
          `Ask for ${tested(wanted)} in package.json, so that one copy serves all, and run \`${installCommand(manager)}\`.`,
        );
  });
}

function installFix(root: string, name: string, version: string, manager: PackageManager): string {
  const dependencies = readJson(join(root, "package.json"))?.["dependencies"];
  const isAsked = typeof dependencies === "object" && dependencies !== null && name in dependencies;
  const command = `Run \`${installCommand(manager)}\``;
  return isAsked ? `${command}.` : `Add "${name}": "${version}" to the dependencies of package.json. ${command}.`;
}

/** Only deliveries of client secrets (`deliver:`) need the plugin. */
export function commandPluginCheck(delivering: readonly string[], env: NodeJS.ProcessEnv): Check {
  const id = "command-plugin";
  const lack = missingCommandPlugin(env);
  if (lack === undefined) return ok(id, "Pulumi's plugin for commands is installed.");
  if (delivering.length === 0)
    return ok(id, "Pulumi's plugin for commands is not installed, and no spec needs it (`deliver:`).");
  const command = /`(npx pulumi plugin install [^`]+)`/.exec(lack)?.[1] ?? "npx pulumi plugin install resource command";
  return missing(
    id,
    `Pulumi's plugin for commands is not installed, and ${delivering.join(", ")} delivers client secrets.`,
    `Run \`${command}\`.`,
  );
}

/** The repository of the package itself. */
function ownCheckout(root: string, name: string): Installed | undefined {
  const json = readJson(join(root, "package.json"));
  return json?.["name"] === name ? { folder: root, version: String(json["version"]) } : undefined;
}

/** As Node finds it: in `node_modules` of the folder or of one above it. */
function findPackage(name: string, from: string): Installed | undefined {
  for (let place = from; ; place = dirname(place)) {
    const folder = join(place, "node_modules", name);
    const json = readJson(join(folder, "package.json"));
    // Some releases of the SDK write a v before it.
    if (json) return { folder: realpathSync(folder), version: String(json["version"]).replace(/^v/, "") };
    if (place === dirname(place)) return undefined;
  }
}

function readJson(file: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
