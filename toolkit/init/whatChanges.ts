/** What a user has to do, or may do, after a managed file became that of this version. A file's own text says which it was before. */

interface Change {
  readonly path: RegExp;
  /** A text that only the file of before has. */
  readonly had: string;
  readonly notes: readonly string[];
}

const CHANGES: readonly Change[] = [
  {
    path: /(^|\/)(access-drift\.yml|access\.gitlab-ci\.yml)$/,
    had: "pulumi refresh ",
    notes: [
      "The nightly comparison is `genesys-access watch` now, in place of `pulumi refresh`: it says who changed what, and keeps one issue for each stack.",
      "Take PULUMI_CONFIG_PASSPHRASE out of the environments <stack>-drift: it is not needed there any more. Give their client audits:audit:view, without which nobody is named.",
      "Off until you turn them on: ACCESS_USAGE, ACCESS_VERIFY and ACCESS_REGISTER (docs/pipelines.md of the package).",
    ],
  },
];

/** Sentences for whoever had the file as it was. */
export function whatChanges(path: string, before: string): readonly string[] {
  return CHANGES.flatMap((change) => (change.path.test(path) && before.includes(change.had) ? change.notes : []));
}
