/** The page of what the gate covers, from the two lists of the model. */
import { type Coverage, PROJECT_COVERAGE, SETTINGS_COVERAGE, SPEC_COVERAGE } from "../../../access/terms/coverage.ts";
import { TERM_KINDS } from "../../../access/terms/model.ts";
import type { Generator } from "./generator.ts";

export const gatePage: Generator = {
  name: "gate",
  folder: "docs/gate",
  pages: () => [{ path: "docs/gate/covered.md", text: page() }],
};

function page(): string {
  return `# What the gate covers

<!-- Generated from access/terms/coverage.ts by \`npm run docs\`. -->

Access flows through more than permissions. Each key of the files that a stack reads is on one of two lists: its change is told, counted in the
verdict and in the digest, and refused by \`--fail-on widened\` until somebody approves it; or it gives nothing, for a reason. A test holds the lists
complete: a new key of the spec that is on neither fails it, and an unknown key of Pulumi's files is refused by \`check\`, \`diff\` and \`preview\`. Settings
of Pulumi and code may give by going as well: what is taken away without another version in its place is told as gained.

What is told beside permissions has a kind:

${table(
  ["kind", "what it does"],
  Object.entries(TERM_KINDS).map(([kind, meaning]) => [code(kind), meaning]),
)}

## The spec

${coverage(SPEC_COVERAGE)}

## Pulumi.yaml

${coverage(PROJECT_COVERAGE)}

## Pulumi.&lt;stack&gt;.yaml

${coverage(SETTINGS_COVERAGE)}

Values of keys that end with \`secret\`, \`password\`, \`passphrase\`, \`token\` or \`privateKey\`, and encrypted ones, are told by the beginning of their digest.

## Code

A changed file is of unknown extent: \`--fail-on widened\` refuses it until somebody approves it, because code runs with the credentials of the deployer, or
judges. Compared are scripts in the project's folder, the files of packages (\`package.json\`, lock files, \`.npmrc\` and others), \`policies/\`, pipelines
(\`.github/\`, \`.gitlab-ci.yml\`, \`.gitlab/\`) and \`CODEOWNERS\`. **Not compared** are files elsewhere that the program imports, and what a package does.

## Where it cannot be told

Each update writes what is in the tables above into the state, as the output \`__deployedTerms\`: texts of the repository and digests, no secret. So \`preview\`
and \`fleet\` without a base, and \`diff --base deployed\` or \`live\`, compare it with what is deployed; all but pipelines and \`CODEOWNERS\`, and for a stack
that was never updated Pulumi's files and code. The state is trusted: whoever can edit it can say what was deployed, as they can say which permissions were.

A state of an earlier release has no such record: then redirect URIs and token lifetimes are compared, the rest is named under "Not covered", and the verdict
is \`unknown\` where it would be \`unchanged\` or \`narrowed\`. The next update writes the record (\`fleet up\` runs one for that alone).

The org itself holds no settings, waivers and promises: \`diff --base org\` says so under "Not covered", unless \`--base-spec <ref>\` says what was deployed.
With \`preview --base <ref>\` and \`diff --base <ref>\` everything above is compared.
`;
}

function coverage(list: Readonly<Record<string, Coverage>>): string {
  const rows = Object.entries(list).map(([path, one]) => [code(path), meaning(one.as), reason(one)]);
  return table(["key", "its change is told as", "why"], rows);
}

function reason({ why, except }: Coverage): string {
  return [why, except && `nothing of ${except.of}: ${except.why}`].filter(Boolean).join("; ");
}

function meaning(as: Coverage["as"]): string {
  if (as === "access") return "permissions and divisions";
  return as === "nothing" ? "nothing" : code(as);
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}
