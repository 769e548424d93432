import { createHash } from 'node:crypto';

export interface PartTrace {
  /** 32 hexadecimal digits. */
  traceId: string;
  /** Of the span that holds all others: 16 hexadecimal digits. */
  rootId: string;
}

/** With segments of two seconds, one part in ten. */
const EVERY_SEGMENTS = 5;

/** The same parts in every process and on every node, so that a traced part is traced all the way. */
export const isTracedPart = (msn: number, part: number): boolean => part === 0 && msn % EVERY_SEGMENTS === 0;

/** Every process finds the same ids by itself: nothing about traces travels with the media. */
export function partTrace(showId: string, renditionId: string, msn: number, part: number): PartTrace {
  const digest = createHash('sha256').update(`${showId} ${renditionId} ${msn} ${part}`).digest('hex');
  return { traceId: digest.slice(0, 32), rootId: digest.slice(32, 48) };
}
