import type { RandomBytes } from '#kernel';

/** Of everything that nodes share of shows on air. */
export const SHARED_PREFIX = 'live/';
export const packsOf = (showId: string): string => `${SHARED_PREFIX}${showId}/packs/`;
export const recordingsOf = (showId: string): string => `${SHARED_PREFIX}${showId}/recordings/`;

const TIME_LENGTH = 9;
const NAME = /^live\/([A-Za-z0-9_-]{1,64})\/packs\/([0-9a-z]{9})-[0-9a-f]{12}$/;

/** Names sort by the time at which they were written. Two nodes never choose the same one. */
export const newPackKey = (showId: string, wallMs: number, random: RandomBytes): string =>
  `${packsOf(showId)}${Math.round(wallMs).toString(36).padStart(TIME_LENGTH, '0')}-${Buffer.from(random(6)).toString('hex')}`;

/** Nothing where it is no key of a pack. */
export function readPackKey(key: string): { showId: string; writtenMs: number } | undefined {
  const [, showId, time] = NAME.exec(key) ?? [];
  return showId === undefined || time === undefined
    ? undefined
    : { showId, writtenMs: Number.parseInt(time, 36) };
}
