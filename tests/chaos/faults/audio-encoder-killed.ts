import type { Fault } from '../fault.js';
import { CHILD, killChildren } from '../strike-child.js';

export const fault: Fault = {
  name: 'audio-encoder-killed',
  title: 'The audio encoder killed (SIGKILL)',
  strike: (struck) => killChildren(struck, CHILD.audioEncoder),
};
