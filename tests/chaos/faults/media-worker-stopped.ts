import type { Fault } from '../fault.js';
import { CHILD, stopChildren } from '../strike-child.js';

export const fault: Fault = {
  name: 'media-worker-stopped',
  title: 'The media worker stopped for 8 s (SIGSTOP)',
  strike: (struck) => stopChildren(struck, CHILD.mediaWorker, 8_000),
};
