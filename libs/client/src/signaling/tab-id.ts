const KEY = 'proscenium.tab';
let made: string | undefined;

const fresh = (): string => `tab_${crypto.randomUUID().replaceAll('-', '')}`;

/**
 * One id a tab, kept over reloads so that a reloaded tab is the same participant. A duplicated tab copies the
 * storage of the first, so the id is taken out while the page lives and put back when it goes.
 */
export function tabId(): string {
  if (made !== undefined) return made;
  try {
    made = sessionStorage.getItem(KEY) ?? fresh();
    sessionStorage.removeItem(KEY);
    addEventListener('pagehide', () => {
      if (made !== undefined) sessionStorage.setItem(KEY, made);
    });
  } catch {
    made = fresh();
  }
  return made;
}
