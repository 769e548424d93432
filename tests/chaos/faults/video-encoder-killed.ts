import type { Fault } from '../fault.js';
import { CHILD, killPublished } from '../strike-child.js';

export const fault: Fault = {
  name: 'video-encoder-killed',
  title: 'The video encoder killed (SIGKILL)',
  strike: (struck) => killPublished(struck, CHILD.videoEncoder),
};
