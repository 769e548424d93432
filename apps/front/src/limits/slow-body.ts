import type { IncomingMessage } from 'node:http';
import type { Clock } from '#kernel';

/** A body may begin slowly; after this it must have come at this rate from its beginning on. */
const GRACE_MS = 10_000;
const LEAST_BYTES_PER_SECOND = 1_000;
const LOOK_EVERY_MS = 2_500;

/** Calls `tooSlow` where a body trickles in. Answers with what ends the watch. */
export function watchBody(request: IncomingMessage, clock: Clock, tooSlow: () => void): () => void {
  const { socket } = request;
  const beganMs = clock.monotonicMs();
  const beganBytes = socket.bytesRead;
  const stop = clock.every(LOOK_EVERY_MS, () => {
    if (request.complete) return stop();
    const forMs = clock.monotonicMs() - beganMs;
    const bytes = socket.bytesRead - beganBytes;
    if (forMs < GRACE_MS || bytes >= (forMs / 1_000) * LEAST_BYTES_PER_SECOND) return;
    stop();
    tooSlow();
  });
  return stop;
}
