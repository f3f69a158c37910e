/** The lines of Pulumi's output that tell what happened: started and unchanged resources, progress dots and headings are left out. */
const NOISE = [
  /^\s*$/,
  /^@ /,
  /^(Previewing|Updating|Destroying|Refreshing|Loading policy packs|View |More information at)/,
  /(creating|updating|deleting|refreshing|refresh) \([\d.]+s\)/,
  /refreshing\s*$/,
  /^\s+pulumi(-nodejs)?:\S+ \S+( \S+)*\s*$/, // an unchanged resource: a type and a name, without a sign
  /pulumi:pulumi:Stack/,
  /^(The resources in the stack have been deleted|If you want to remove the stack)/,
];

const DIFF = /\[diff: /;

export function readableLines(output: string): string[] {
  const lines = output.split("\n");
  return lines.filter(
    (line) => (DIFF.test(line) && !/ing \(/.test(line)) || !NOISE.some((pattern) => pattern.test(line)),
  );
}
