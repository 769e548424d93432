import type { Random } from '../../../support/kernel/seeded-random.js';
import { filesOf } from '../corpus.js';
import { mutateBytes } from '../mutate-bytes.js';
import { mutateSdp } from '../mutate-sdp.js';

/** The rest has so many bytes spoilt that few readers get past its first lines. */
const ONE_LINE_WRONG = 0.8;

const all = filesOf('sdp').map((bytes) => bytes.toString('latin1').replaceAll(/\r?\n/g, '\r\n'));

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** Of senders, as browsers write them. */
export const OFFERS: readonly string[] = all.filter((text) => text.startsWith('v=0'));
export const FRAGMENTS: readonly string[] = all.filter((text) => !text.startsWith('v=0'));

/** One of them with one line wrong, or with spoilt bytes. */
export function spoilt(texts: readonly string[], random: Random): string {
  if (random() < ONE_LINE_WRONG) return mutateSdp(pick(random, texts), random);
  const bytes = texts.map((text) => Buffer.from(text, 'latin1'));
  return mutateBytes(bytes, random).toString('latin1');
}
