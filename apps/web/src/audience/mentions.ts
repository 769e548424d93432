const SUGGESTED_AT_MOST = 5;
/** From an at sign at the start or behind white space to the place of writing. */
const BEGUN = /(?:^|\s)@([^@\n]{0,40})$/u;

/** Names that the text before the caret may be beginning to mention; undefined where it mentions nobody. */
export function suggestedNames(before: string, names: readonly string[]): string[] | undefined {
  const begun = BEGUN.exec(before)?.[1]?.toLocaleLowerCase();
  if (begun === undefined) return undefined;
  const fitting = names.filter((name) => name.toLocaleLowerCase().startsWith(begun));
  return fitting.length === 0 ? undefined : fitting.slice(0, SUGGESTED_AT_MOST);
}

/** The text with the begun name written out. */
export function withMention(before: string, after: string, name: string): string {
  const at = before.lastIndexOf('@');
  return `${before.slice(0, at)}@${name} ${after.trimStart()}`;
}

/** Whether the text addresses this person: the whole name behind an at sign. */
export function mentions(text: string, name: string | undefined): boolean {
  if (!name) return false;
  const [said, sought] = [text.toLocaleLowerCase(), `@${name.toLocaleLowerCase()}`];
  for (let at = said.indexOf(sought); at >= 0; at = said.indexOf(sought, at + 1)) {
    if (!/^[\p{L}\p{N}]/u.test(said.slice(at + sought.length))) return true;
  }
  return false;
}
