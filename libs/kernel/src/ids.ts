import { randomBytes } from 'node:crypto';

declare const brand: unique symbol;
/** A string that cannot be mistaken for another room's string. */
export type Id<Name extends string> = string & { readonly [brand]: Name };

export type ShowId = Id<'show'>;
export type PersonId = Id<'person'>;
export type ParticipantId = Id<'participant'>;
export type TrackId = Id<'track'>;

/** Randomness is passed in, so that tests can own it. */
export type RandomBytes = (length: number) => Uint8Array;
export const systemRandom: RandomBytes = (length) => randomBytes(length);

const ALPHABET = '0123456789abcdefghijklmnopqrstuv';

/** `prefix_` and 26 characters of 5 random bits: 130 bits, safe in paths, cookies and file names. */
export function newId<Name extends string>(prefix: string, random: RandomBytes = systemRandom): Id<Name> {
  const letters = Array.from(random(26), (byte) => ALPHABET.charAt(byte & 31));
  return `${prefix}_${letters.join('')}` as Id<Name>;
}
