import { TOP_LEVEL_DOMAINS } from './top-level-domains.js';

const SCHEME = /\b[a-z][a-z0-9+.-]{1,20}:\/\//i;
/** Words joined by dots, of which the last may end a host name; and what stands right behind it. */
const HOST =
  /(?:^|[^\p{L}\p{M}\p{N}@])((?:[\p{L}\p{N}][\p{L}\p{M}\p{N}-]{0,62}\.)+)(xn--[\p{L}\p{N}-]{1,59}|[\p{L}\p{M}]{2,24})(?![\p{L}\p{M}\p{N}])(\/|:\d|[?#]\w)?/giu;
/** `example [dot] com`, `example(.)com` */
const SPELT = /[\p{L}\p{N}]\s*[[({]\s*(?:dot|\.)\s*[\])}]\s*\p{L}{2,}/iu;

/** `document.title` names no host: only what ends like one, begins with `www` or goes on as an address does. */
function isHost([, names = '', last = '', behind]: RegExpMatchArray): boolean {
  const ending = last.toLowerCase();
  return (
    behind !== undefined ||
    ending.startsWith('xn--') ||
    /^www\d?\./i.test(names) ||
    TOP_LEVEL_DOMAINS.has(ending)
  );
}

/** Whether a line points somewhere else. Errs towards yes: where links are off, the host wanted none. */
export function hasLink(text: string): boolean {
  const plain = text.normalize('NFKC').replaceAll(/\p{Cf}/gu, '');
  return SCHEME.test(plain) || SPELT.test(plain) || [...plain.matchAll(HOST)].some(isHost);
}
