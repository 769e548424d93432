import type { Fault } from '../fault.js';
import { CHILD, killChildren } from '../strike-child.js';

export const fault: Fault = {
  name: 'media-worker-killed',
  title: 'The media worker killed (SIGKILL)',
  strike: (struck) => killChildren(struck, CHILD.mediaWorker),
};
