const LONGEST = 64;

/** The name under which a file is listed: without its extension, unless it has nothing else. */
export const titleOf = ({ name }: Pick<File, 'name'>): string =>
  (name.replace(/\.\w+$/, '').trim() || name).slice(0, LONGEST).trim();
