/** What a visitor chose, kept in this browser; a browser without storage forgets it with the page. */
const forgotten = new Map<string, string>();

export function readSetting(key: string): string | undefined {
  try {
    return localStorage.getItem(`proscenium.${key}`) ?? forgotten.get(key);
  } catch {
    return forgotten.get(key);
  }
}

export function writeSetting(key: string, value: string): void {
  forgotten.set(key, value);
  try {
    localStorage.setItem(`proscenium.${key}`, value);
  } catch {
    // Storage is blocked or full: the value lives as long as the page.
  }
}
