/**
 * GitLab executes a line like `/approve` or `/merge` of a note with the rights of the note's author. Names and messages of a report come
 * from whoever proposed the change: an invisible word joiner before the slash leaves the line as it looks and takes its power.
 */
export function withoutQuickActions(text: string): string {
  return text.replaceAll(/^(\s*)\/(?=[a-z])/gim, "$1\u2060/");
}
