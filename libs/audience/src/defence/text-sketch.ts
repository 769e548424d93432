import { foldText, squeeze } from '../text/fold.js';

/** A text of fewer letters than this is compared as it is: greetings and cheers are alike by nature. */
const LONG = 24;
const GRAM = 3;
/** Folding takes them for letters, which they are within words that hide; here they are what a sentence ends with. */
const SIGNS = /[!|+$@]/g;
/** A number that stands by itself: folding would make letters of its digits, and 1 and 11 are two answers. */
const NUMBERS = /(?<![\p{L}\p{N}])[0-9]+(?![\p{L}\p{N}])/gu;
const IDEOGRAPHS = { first: 0x4e00, count: 20_000 };
const HASHES = 16;
/** Of as many parts: about three quarters of the letter triples are shared. */
const NEAR = 12;

export interface TextSketch {
  /** The same for texts that differ in spelling, spaces, signs and stretched letters only. */
  key: string;
  isLong: boolean;
  /** Of a long text: the smallest hash of its letter triples by each of several hash functions. */
  parts: Uint32Array;
}

/** What two texts are compared by, small enough to be kept and compared for every message. */
export function sketchText(text: string): TextSketch {
  const plain = text.replaceAll(SIGNS, ' ').replaceAll(NUMBERS, letterOfNumber);
  const letters = squeeze(foldText(plain)).replaceAll(/(.)\1+/gu, '$1');
  // A line of signs alone, such as emoji, is compared as it stands.
  const key = letters === '' ? text.replaceAll(/(\P{Zs})\1+/gu, '$1') : letters;
  const isLong = letters.length >= LONG;
  return { key, isLong, parts: isLong ? smallestHashes(letters) : new Uint32Array() };
}

/** One letter that no folding changes, another one for nearly every other number. */
const letterOfNumber = (digits: string): string =>
  String.fromCodePoint(IDEOGRAPHS.first + (Number(digits.slice(-9)) % IDEOGRAPHS.count));

export const isSame = (a: TextSketch, b: TextSketch): boolean => a.key === b.key;

/** Long texts of which most is the same. */
export function isNear(a: TextSketch, b: TextSketch): boolean {
  if (a.key === b.key) return true;
  if (!a.isLong || !b.isLong) return false;
  let shared = 0;
  for (let n = 0; n < HASHES; n += 1) if (a.parts[n] === b.parts[n]) shared += 1;
  return shared >= NEAR;
}

function smallestHashes(letters: string): Uint32Array {
  const parts = new Uint32Array(HASHES).fill(0xffffffff);
  for (let at = 0; at + GRAM <= letters.length; at += 1) {
    const hash = hashOf(letters, at);
    for (let n = 0; n < HASHES; n += 1) {
      const mixed = mix(hash + Math.imul(n + 1, 0x9e3779b9));
      if (mixed < (parts[n] ?? 0)) parts[n] = mixed;
    }
  }
  return parts;
}

/** FNV-1a of three letters. */
function hashOf(letters: string, from: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < from + GRAM; at += 1) hash = Math.imul(hash ^ letters.charCodeAt(at), 0x01000193);
  return hash;
}

function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
