import type { Seal } from '#access';

/** Neither keys nor addresses have it. */
const BETWEEN = ' ';

/** Of an address, what may be shown: a passphrase or a token stands behind its question mark. */
export const shownUrl = (url: string): string => url.split('?', 1)[0] ?? '';

/** What is kept of a target: its address as it may be shown, and all that is secret of it. */
export function sealTarget(seal: Seal, url: string, key: string): { url: string; sealedKey: string } {
  const shown = shownUrl(url);
  const query = url.slice(shown.length + 1);
  return { url: shown, sealedKey: seal.close(query === '' ? key : `${key}${BETWEEN}${query}`) };
}

/** With its key. The address of a target from before has its query itself. */
export function openTarget(
  seal: Seal,
  { url, sealedKey }: { url: string; sealedKey: string },
): { url: string; key: string } {
  const [key = '', query] = seal.open(sealedKey).split(BETWEEN);
  return { url: query === undefined ? url : `${url}?${query}`, key };
}
