const SCHEME = /\b[a-z][a-z0-9+.-]{1,20}:\/\//i;
/** A name with a dot before letters that end a host name, unless it looks like a number or an ellipsis. */
const HOST = /(?:^|[^\p{L}\p{N}@])(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.)+\p{L}{2,24}(?![\p{L}\p{N}])/iu;
/** `example [dot] com`, `example(.)com` */
const SPELT = /[\p{L}\p{N}]\s*[[({]\s*(?:dot|\.)\s*[\])}]\s*\p{L}{2,}/iu;

/** Whether a line points somewhere else. Errs towards yes: where links are off, the host wanted none. */
export function hasLink(text: string): boolean {
  const plain = text.normalize('NFKC').replaceAll(/\p{Cf}/gu, '');
  return SCHEME.test(plain) || HOST.test(plain) || SPELT.test(plain);
}
