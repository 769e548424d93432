import type { Fault } from '../fault.js';
import { CHILD, stopPublished } from '../strike-child.js';

export const fault: Fault = {
  name: 'video-encoder-stopped',
  title: 'The video encoder stopped for 3 s (SIGSTOP)',
  strike: (struck) => stopPublished(struck, CHILD.videoEncoder, 3_000),
};
