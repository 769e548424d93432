import { TOP_LEVEL_DOMAINS } from './top-level-domains.js';

const SCHEME = /\b[a-z][a-z0-9+.-]{1,20}:\/\//i;
/**
 * A word, a dot, and a word that may end a host name; and what stands right behind it. Looked at from each word once:
 * an expression that takes all words before the last one tries them again from each of them.
 */
const HOST =
  /(?:^|[^\p{L}\p{M}\p{N}@])(?=[\p{L}\p{N}][\p{L}\p{M}\p{N}-]{0,62}\.(xn--[\p{L}\p{N}-]{1,59}|[\p{L}\p{M}]{2,24})(?![\p{L}\p{M}\p{N}])(\/|:\d|[?#]\w)?)/giu;
const WWW = /(?:^|[^\p{L}\p{M}\p{N}@])www\d?\.[\p{L}\p{N}]/iu;
/** `example [dot] com`, `example(.)com` */
const SPELT = /[\p{L}\p{N}]\s*[[({]\s*(?:dot|\.)\s*[\])}]\s*\p{L}{2,}/iu;

/** `document.title` names no host: only what ends like one, begins with `www` or goes on as an address does. */
function isHost([, last = '', behind]: RegExpMatchArray): boolean {
  const ending = last.toLowerCase();
  return behind !== undefined || ending.startsWith('xn--') || TOP_LEVEL_DOMAINS.has(ending);
}

/** Whether a line points somewhere else. Errs towards yes: where links are off, the host wanted none. */
export function hasLink(text: string): boolean {
  const plain = text.normalize('NFKC').replaceAll(/\p{Cf}/gu, '');
  if (SCHEME.test(plain) || SPELT.test(plain) || WWW.test(plain)) return true;
  return [...plain.matchAll(HOST)].some(isHost);
}
