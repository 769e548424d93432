/** Joins emoji of families and flags: the only invisible signs that a line of chat needs. */
const KEPT = /[\u200d\ufe0f]/u;

/**
 * A line as it may be shown: no control characters, no direction overrides, no invisible padding, no pile of
 * accents that runs over its neighbours.
 */
export function cleanLine(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/\p{Cf}/gu, (sign) => (KEPT.test(sign) ? sign : ''))
    .replaceAll(/(\p{M}{3})\p{M}+/gu, '$1')
    .replaceAll(/\p{Zs}{2,}/gu, ' ')
    .trim();
}

/** Whether there is anything to see. */
export const isVisible = (text: string): boolean => /[^\p{Cf}\p{Z}\p{Cc}\p{M}\u2800\u3164\uffa0]/u.test(text);
