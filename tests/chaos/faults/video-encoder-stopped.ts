import type { Fault } from '../fault.js';
import { CHILD, stopChildren } from '../strike-child.js';

export const fault: Fault = {
  name: 'video-encoder-stopped',
  title: 'Every video encoder stopped for 6 s (SIGSTOP)',
  strike: (struck) => stopChildren(struck, CHILD.videoEncoder, 6_000),
};
