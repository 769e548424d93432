/** Letters of other alphabets, and signs, that are drawn like the Latin letter before them. */
const DRAWN_LIKE: Record<string, string> = {
  a: 'аɑα@4',
  b: 'вβ8',
  c: 'сϲ',
  d: 'ԁ',
  e: 'еёε3є',
  g: 'ɡ9',
  h: 'һн',
  i: 'іїιı1!|lӏ',
  j: 'ј',
  k: 'кκ',
  m: 'мμ',
  n: 'ոηп',
  o: 'оοσօ0',
  p: 'рρ',
  q: 'ԛ',
  r: 'г',
  s: 'ѕ$5',
  t: 'тτ7+',
  u: 'υս',
  v: 'νѵ',
  w: 'ԝω',
  x: 'хχ',
  y: 'уγү',
  z: '2',
};
const LOOK_ALIKES = new Map(
  Object.entries(DRAWN_LIKE).flatMap(([latin, others]) =>
    Array.from(others, (other): [string, string] => [other, latin]),
  ),
);

/** Text as a reader's eye takes it: compatibility forms, accents, case, invisible and look-alike signs are gone. */
export function foldText(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}\p{Cc}]/gu, '')
    .toLowerCase();
  return Array.from(plain, (letter) => LOOK_ALIKES.get(letter) ?? letter).join('');
}

/** Folded, with everything between letters gone: finds a word that was spelt with dots and spaces. */
export const squeeze = (folded: string): string => folded.replaceAll(/[^\p{L}\p{N}]/gu, '');
