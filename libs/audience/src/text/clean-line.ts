const EMOJI = String.raw`\p{Extended_Pictographic}`;
/** Where letters are joined by their neighbours, signs without a width say whether they are: Persian and Hindi are misspelt without. */
const JOINED = [
  ...[
    'Arabic',
    'Syriac',
    'Nko',
    'Mongolian',
    'Devanagari',
    'Bengali',
    'Gurmukhi',
    'Gujarati',
    'Oriya',
    'Tamil',
  ],
  ...['Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Myanmar', 'Khmer'],
]
  .map((script) => String.raw`\p{Script_Extensions=${script}}`)
  .join('');
/** Marks of direction, which go, are of these scripts too. */
const JOINED_LETTER = String.raw`(?!\p{Cf})[${JOINED}]`;
/** Invisible signs that change what is seen: of families, of the flags of England, Scotland and Wales, within words. */
const KEPT = [
  String.raw`(?<=[${EMOJI}\p{Emoji_Modifier}\ufe0f])\u200d(?=${EMOJI})`,
  String.raw`(?<=${JOINED_LETTER})[\u200c\u200d](?=${JOINED_LETTER})`,
  String.raw`(?<=\u{1f3f4})[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,6}\u{e007f}`,
].join('|');
const INVISIBLE = new RegExp(String.raw`(${KEPT})|\p{Cf}`, 'gu');

/**
 * A line as it may be shown: no control characters, no direction overrides, no invisible padding, no pile of
 * accents that runs over its neighbours, which joiners between them do not end.
 */
export function cleanLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(INVISIBLE, (_sign, kept: string | undefined) => kept ?? '')
    .normalize('NFC')
    .replaceAll(/((?:[\u200c\u200d]?\p{M}){3})(?:[\u200c\u200d]?\p{M})+/gu, '$1')
    .replaceAll(/\p{Zs}{2,}/gu, ' ')
    .trim();
}

/** Whether there is anything to see. */
export const isVisible = (text: string): boolean => /[^\p{Cf}\p{Z}\p{Cc}\p{M}\u2800\u3164\uffa0]/u.test(text);
