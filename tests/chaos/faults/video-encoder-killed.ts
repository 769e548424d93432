import type { Fault } from '../fault.js';
import { CHILD, killChildren } from '../strike-child.js';

export const fault: Fault = {
  name: 'video-encoder-killed',
  title: 'Every video encoder killed (SIGKILL)',
  strike: (struck) => killChildren(struck, CHILD.videoEncoder),
};
