import type { Fault } from '../fault.js';
import { CHILD, killPublished } from '../strike-child.js';

export const fault: Fault = {
  name: 'audio-encoder-killed',
  title: 'The audio encoder killed (SIGKILL)',
  strike: (struck) => killPublished(struck, CHILD.audioEncoder),
};
