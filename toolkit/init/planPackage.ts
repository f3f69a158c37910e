/** The plan for package.json: create it, add the lines that it lacks, or leave it. */
import { Failure } from "../failure.ts";
import { firstCommonJs } from "./commonJs.ts";
import { refuseForce } from "./force.ts";
import type { InitRequest } from "./initRequest.ts";
import { completePackage, linesToAdd, parsePackage, type WantedValue } from "./packageJson.ts";
import type { PlannedFile } from "./plannedFile.ts";
import { dependenciesOf, type Filling, packageFile } from "./template.ts";
import type { Versions } from "./versions.ts";

/** Throws a Failure where its scripts are CommonJS, or where npm could not read it. */
export function planPackage({ folder, options, versions }: InitRequest, filling: Filling): PlannedFile {
  const path = "package.json";
  refuseForce(options.force, path);
  const there = folder.read(path);
  if (there === undefined) return { path, state: "created", text: packageFile(filling, versions) };
  const { type } = parsePackage(there);
  if (type !== undefined && type !== "module")
    throw new Failure(
      'package.json says that its scripts are CommonJS ("type"), and the program is an ES module; nothing was written. Give it a folder of its own: genesys-access init access',
    );
  const script = type === undefined ? firstCommonJs(folder.root) : undefined;
  const { missing, text } = completePackage(
    there,
    script === undefined ? [MODULE, ...packages(versions)] : packages(versions),
  );
  const notes =
    script === undefined
      ? []
      : [
          `"type": "module" was not added, because ${script} is CommonJS, and the program needs it. Rename such scripts to .cjs and add it, or give the project a folder of its own: genesys-access init access`,
        ];
  if (text !== undefined) return { path, state: "added lines", text, notes };
  if (missing.length > 0) {
    const byHand = "These lines are missing, and cannot be added without changing how the file is formatted:";
    return { path, state: "differs", notes: [...notes, byHand], patch: linesToAdd(missing).map((line) => `+${line}`) };
  }
  return { path, state: script === undefined ? "kept" : "differs", notes };
}

const MODULE: WantedValue = { key: "type", value: "module" };

function packages(versions: Versions): WantedValue[] {
  const { dependencies } = dependenciesOf(versions);
  return Object.entries(dependencies).map(([key, value]) => ({ section: "dependencies", key, value }));
}

/** Versions that somebody else chose. */
export function otherVersions({ folder, versions }: InitRequest): string[] {
  const text = folder.read("package.json");
  if (text === undefined) return [];
  const json = parsePackage(text);
  return (["@pulumi/pulumi", "@pulumi/policy"] as const).flatMap((name) => {
    const chosen = ["dependencies", "devDependencies"].map(
      (section) => (json[section] as Record<string, unknown>)?.[name],
    );
    const version = chosen.find((one) => one !== undefined);
    return version === undefined || version === versions.tested(name)
      ? []
      : [`package.json asks for ${name} ${String(version)}; ${versions.tested(name)} is tested.`];
  });
}
