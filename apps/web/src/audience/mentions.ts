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

/** What stands before the caret, with the begun name written out. */
export const withMention = (before: string, name: string): string =>
  `${before.slice(0, before.lastIndexOf('@'))}@${name} `;

/** What Korean writes right behind a name, as in `@민수님은`. */
const BEHIND_NAME =
  /^(?:님|씨|쌤)?(?:이|가|은|는|을|를|의|도|만|와|과|랑|이랑|아|야|한테|에게|께|께서)?(?![\p{L}\p{N}])/u;

/** Whether the text addresses this person: the whole name behind an at sign. */
export function mentions(text: string, name: string | undefined): boolean {
  if (!name) return false;
  const [said, sought] = [text.toLocaleLowerCase(), `@${name.toLocaleLowerCase()}`];
  for (let at = said.indexOf(sought); at >= 0; at = said.indexOf(sought, at + 1)) {
    if (BEHIND_NAME.test(said.slice(at + sought.length))) return true;
  }
  return false;
}
