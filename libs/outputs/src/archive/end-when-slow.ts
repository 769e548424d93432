import { pipeline, type Readable, Transform } from 'node:stream';
import type { Clock } from '#kernel';

export interface Pace {
  /** How often it is looked at. */
  paceMs: number;
  /** Bytes in a second. */
  slowest: number;
}

/**
 * Passes a stream on and ends it with an error once its source gives less than the slowest pace. A reader that is slow
 * itself is waited for.
 */
export function endWhenSlow(source: Readable, clock: Pick<Clock, 'every'>, pace: Pace): Readable {
  let received = 0;
  const passed = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      done(null, chunk);
    },
  });
  const least = (pace.slowest * pace.paceMs) / 1_000;
  const cancel = clock.every(pace.paceMs, () => {
    const isReaderSlow = passed.readableLength >= passed.readableHighWaterMark;
    if (received < least && !isReaderSlow) source.destroy(new Error('the store sends too slowly'));
    received = 0;
  });
  source.once('end', cancel);
  // Errors of either reach the reader of the other end.
  pipeline(source, passed, cancel);
  return passed;
}
