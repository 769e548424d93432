import type { StageProducer } from './media-objects.js';

type End = Pick<StageProducer, 'closed' | 'observer' | 'close'>;

/** What ends on one side ends on the other, also when it ended while the other was being made. */
export function joinEnds(near: End, far: End): void {
  near.observer.once('close', () => far.close());
  far.observer.once('close', () => near.close());
  if (near.closed) far.close();
  else if (far.closed) near.close();
}
